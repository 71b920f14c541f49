// SPDX-License-Identifier: Apache-2.0
package io.sluice.shell;

import io.sluice.spi.authority.AuthorityInspector;
import io.sluice.spi.plugin.PluginDeclaration;
import io.sluice.spi.plugin.PluginId;
import io.sluice.spi.plugin.PluginManifest;
import io.sluice.spi.roster.PluginInspector;
import io.sluice.spi.roster.PluginInspector.Inspection;
import io.sluice.spi.roster.PluginReport;
import io.sluice.spi.roster.PluginRoster;
import io.sluice.spi.target.Access;
import io.sluice.spi.target.InvalidTargetException;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The commands that tell why something is allowed or not, and what a bundle would want. */
@Component(
    service = ExplainShell.class,
    property = {
      "osgi.command.scope=sluice",
      "osgi.command.function=explain",
      "osgi.command.function=check"
    })
public final class ExplainShell {

  private static final String USAGE = "sluice:explain PLUGIN [URL | 'METHOD URL']";

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile @Nullable PluginRoster roster;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile @Nullable AuthorityInspector inspector;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile @Nullable PluginInspector bundles;

  /**
   * Explains whether a plugin may open a WebSocket or send a request, and why. Nothing is looked up
   * and nothing is dialled.
   *
   * @param json whether to print JSON
   * @param arguments the symbolic name; then a URL, for a request with the method before it; with
   *     none, each source of the plugin is explained
   * @return the rules, the first that does not hold, and the lines that would make it hold
   */
  @Descriptor("tells why a plugin may reach a URL or not, and what would allow it")
  public String explain(
      @Descriptor("print JSON")
          @Parameter(names = "--json", presentValue = "true", absentValue = "false")
          boolean json,
      @Descriptor(
              "PLUGIN [URL]: a symbolic name, and a URL, 'METHOD URL' for a request; with none,"
                  + " each source of the plugin")
          String... arguments) {
    Services.requireNamed(arguments, USAGE);
    Services.names(arguments);
    AuthorityInspector authority = Services.require(inspector, "io.sluice.authority");
    List<PluginId> plugins =
        Services.plugins(roster, arguments[0]).stream().map(PluginReport::id).toList();
    if (arguments.length == 1) {
      return printed(json, sources(plugins, authority), arguments[0] + " has no source");
    }
    Access access = access(List.of(arguments).subList(1, arguments.length));
    return printed(
        json,
        plugins.stream()
            .map(id -> ExplanationListing.of(id, authority.explain(id.bundleId(), access)))
            .toList(),
        "");
  }

  /**
   * Reads a bundle that need not be installed.
   *
   * @param session knows the current folder
   * @param json whether to print JSON
   * @param file the path of a jar
   * @return what it declares, what the grants that are there would allow of it, and what its
   *     classes reach the network with; or why it would be rejected
   */
  @Descriptor("reads a bundle without installing it: what it declares, or why it is rejected")
  public String check(
      CommandSession session,
      @Descriptor("print JSON")
          @Parameter(names = "--json", presentValue = "true", absentValue = "false")
          boolean json,
      @Descriptor("the path of a bundle's jar") String file) {
    PluginInspector inspects = Services.require(bundles, "io.sluice.plugins");
    AuthorityInspector authority = Services.require(inspector, "io.sluice.authority");
    Inspection inspection = inspection(inspects, path(session, file), file);
    PluginManifest manifest = inspection.declared();
    FileListing listing =
        manifest == null
            ? FileListing.rejected(inspection)
            : FileListing.of(
                inspection,
                manifest,
                authority.foresee(new PluginDeclaration(inspection.id(), manifest)));
    return json ? Json.of(listing) : listing.toString();
  }

  private static Path path(CommandSession session, String file) {
    Path folder = session.currentDir();
    try {
      return folder == null ? Path.of(file) : folder.resolve(file);
    } catch (InvalidPathException e) {
      throw new SluiceException("no such file: " + file);
    }
  }

  private static Inspection inspection(PluginInspector inspects, Path path, String file) {
    try {
      return inspects.check(path);
    } catch (NoSuchFileException e) {
      throw new SluiceException("no such file: " + file);
    } catch (IOException e) {
      throw new SluiceException(file + " cannot be read as a jar: " + e.getMessage());
    }
  }

  private static List<SourceListing> sources(List<PluginId> plugins, AuthorityInspector authority) {
    return plugins.stream()
        .flatMap(id -> SourceListing.of(id.name(), authority.sources(id.bundleId())).stream())
        .toList();
  }

  private static String printed(boolean json, List<?> listings, String nothing) {
    if (json) {
      return Json.of(listings);
    }
    return listings.isEmpty()
        ? nothing
        : listings.stream().map(Object::toString).collect(Collectors.joining("\n\n"));
  }

  /** The method may stand as an argument of its own. What was typed may hold a secret. */
  static Access access(List<String> words) {
    if (words.size() > 2) {
      throw new SluiceException("too many arguments: " + USAGE);
    }
    try {
      return Access.parse(String.join(" ", words));
    } catch (InvalidTargetException e) {
      throw new SluiceException("not what a plugin can reach: " + e.getMessage());
    }
  }
}
