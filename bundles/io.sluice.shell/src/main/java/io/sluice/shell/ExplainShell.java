// SPDX-License-Identifier: Apache-2.0
package io.sluice.shell;

import io.sluice.spi.authority.AuthorityInspector;
import io.sluice.spi.plugin.PluginId;
import io.sluice.spi.roster.PluginReport;
import io.sluice.spi.roster.PluginRoster;
import io.sluice.spi.target.Access;
import io.sluice.spi.target.InvalidTargetException;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The command that tells why something is allowed, or not. */
@Component(
    service = ExplainShell.class,
    property = {"osgi.command.scope=sluice", "osgi.command.function=explain"})
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
