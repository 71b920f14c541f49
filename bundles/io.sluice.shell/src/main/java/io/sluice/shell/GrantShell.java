// SPDX-License-Identifier: Apache-2.0
package io.sluice.shell;

import io.sluice.spi.authority.AuthorityRegistry;
import io.sluice.spi.authority.GrantReport;
import io.sluice.spi.authority.GrantStore;
import io.sluice.spi.authority.GrantStore.Change;
import io.sluice.spi.authority.GrantStore.GrantException;
import io.sluice.spi.roster.PluginReport;
import io.sluice.spi.roster.PluginRoster;
import io.sluice.spi.target.InvalidTargetException;
import io.sluice.spi.target.Target;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The commands about grants. */
@Component(
    service = GrantShell.class,
    property = {
      "osgi.command.scope=sluice",
      "osgi.command.function=grants",
      "osgi.command.function=grant",
      "osgi.command.function=revoke"
    })
public final class GrantShell {

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile @Nullable PluginRoster roster;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile @Nullable AuthorityRegistry authority;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile @Nullable GrantStore store;

  /**
   * Lists the grants.
   *
   * @param json whether to print JSON
   * @param rest nothing else
   * @return one row for each grant, also those that were refused
   */
  @Descriptor("lists the grants, also those that were refused")
  public String grants(
      @Descriptor("print JSON")
          @Parameter(names = "--json", presentValue = "true", absentValue = "false")
          boolean json,
      @Descriptor("nothing else") String... rest) {
    Services.requireNothing(rest);
    List<GrantReport> grants =
        Services.require(authority, "io.sluice.authority").snapshot().grants();
    if (json) {
      return Json.of(grants);
    }
    Table table = new Table("PLUGIN", "GRANT", "STATE");
    for (GrantReport grant : grants) {
      table.row(grant.plugin(), grant.pid(), grant.refusal().isEmpty() ? "in force" : "REFUSED");
      GrantLines.of(grant).forEach(table::detail);
    }
    return table.isEmpty() ? "nothing is granted; sluice:grant PLUGIN" : table.toString();
  }

  /**
   * Grants targets to a plugin.
   *
   * @param session where to print what is granted, before it is
   * @param arguments the symbolic name; then targets, and values of parameters as {@code
   *     NAME=VALUE}; without targets, what the plugin declares is granted
   * @return what was done
   */
  @Descriptor("grants targets to a plugin; with none, exactly what it declares")
  public String grant(
      CommandSession session,
      @Descriptor(
              "PLUGIN [TARGET...] [NAME=VALUE...]: a symbolic name, targets ('quoted' if they hold"
                  + " a * or a space), and values for what the manifest leaves open")
          String... arguments) {
    Services.requireNamed(arguments, "sluice:grant PLUGIN [TARGET...] [NAME=VALUE...]");
    String plugin = arguments[0];
    GrantStore grants = Services.require(store, "org.apache.felix.configadmin");
    List<PluginReport> plugins = Services.plugins(roster, plugin);
    GrantOrder order =
        refusing(
            () ->
                GrantOrder.of(
                    plugins.get(0),
                    Services.require(authority, "io.sluice.authority").snapshot().grants(),
                    rest(arguments)));
    order.lines().forEach(session.getConsole()::println);
    Change change =
        refusing(
            () -> grants.grant(plugin, order.targets(), order.ingresses(), order.parameters()));
    return said(change, "granted");
  }

  /**
   * Takes targets from a plugin.
   *
   * @param arguments the symbolic name; then targets in the form in which they were granted, none
   *     for all
   * @return what was done
   */
  @Descriptor("takes targets from a plugin; with none, everything that was granted")
  public String revoke(
      @Descriptor(
              "PLUGIN [TARGET...]: a symbolic name, and targets as sluice:grants prints them,"
                  + " 'quoted' if they hold a * or a space; none for all")
          String... arguments) {
    Services.requireNamed(arguments, "sluice:revoke PLUGIN [TARGET...]");
    String plugin = arguments[0];
    GrantStore grants = Services.require(store, "org.apache.felix.configadmin");
    Set<Target> parsed = new LinkedHashSet<>();
    for (String target : rest(arguments)) {
      parsed.add(GrantOrder.target(target));
    }
    Change change = refusing(() -> grants.revoke(plugin, parsed));
    return change.pids().isEmpty() ? "nothing is granted to " + plugin : said(change, "revoked");
  }

  private static List<String> rest(String[] arguments) {
    return List.of(arguments).subList(1, arguments.length);
  }

  private static <T> T refusing(Supplier<T> action) {
    try {
      return action.get();
    } catch (InvalidTargetException | GrantException e) {
      throw new SluiceException(String.valueOf(e.getMessage()));
    }
  }

  private static String said(Change change, String done) {
    String pids = String.join(", ", change.pids());
    return change.applied()
        ? done + " in " + pids + ", and in force"
        : done + " in " + pids + ", but not in force yet; see sluice:grants";
  }
}
