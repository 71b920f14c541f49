// SPDX-License-Identifier: Apache-2.0
package io.sluice.shell;

import io.sluice.spi.authority.AuthorityInspector;
import io.sluice.spi.authority.AuthorityRegistry;
import io.sluice.spi.diagnostic.DiagnosticLog;
import io.sluice.spi.roster.PluginInspector;
import io.sluice.spi.roster.PluginReport;
import io.sluice.spi.roster.PluginRoster;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The commands about plugins. */
@Component(
    service = PluginShell.class,
    property = {
      "osgi.command.scope=sluice",
      "osgi.command.function=list",
      "osgi.command.function=show",
      "osgi.command.function=restart"
    })
public final class PluginShell {

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
  private volatile @Nullable AuthorityInspector inspector;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile @Nullable PluginInspector bundles;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile @Nullable DiagnosticLog diagnostics;

  /**
   * Lists the plugins.
   *
   * @param json whether to print JSON
   * @param rest nothing else
   * @return one row for each plugin
   */
  @Descriptor("lists the plugins, what has become of them, and what to do about it")
  public String list(
      @Descriptor("print JSON")
          @Parameter(names = "--json", presentValue = "true", absentValue = "false")
          boolean json,
      @Descriptor("nothing else") String... rest) {
    Services.requireNothing(rest);
    List<PluginReport> plugins = Services.require(roster, "io.sluice.plugins").plugins();
    if (json) {
      return Json.of(plugins.stream().map(PluginListing::of).toList());
    }
    Table table =
        new Table("PLUGIN", "VERSION", "BUNDLE", "STATUS", "SERVICE", "HANDLED", "FAILED");
    for (PluginReport plugin : plugins) {
      table
          .row(
              plugin.id().name(),
              plugin.id().version(),
              plugin.id().bundleId(),
              plugin.status().wireName(),
              plugin.service().wireName(),
              plugin.handled(),
              plugin.failures())
          .detail(plugin.reason());
    }
    return table.isEmpty() ? "no plugin is installed" : table.toString();
  }

  /**
   * Shows plugins.
   *
   * @param json whether to print JSON
   * @param plugin the symbolic names, at least one
   * @return what each declares, what is granted of it, and how it is doing
   */
  @Descriptor("shows what a plugin declares, what is granted of it, and how it is doing")
  public String show(
      @Descriptor("print JSON")
          @Parameter(names = "--json", presentValue = "true", absentValue = "false")
          boolean json,
      @Descriptor("a plugin's symbolic name, or several") String... plugin) {
    Services.requireNamed(plugin, "sluice:show PLUGIN");
    Services.names(plugin);
    AuthorityRegistry registry = Services.require(authority, "io.sluice.authority");
    AuthorityInspector reasons = Services.require(inspector, "io.sluice.authority");
    PluginInspector contents = Services.require(bundles, "io.sluice.plugins");
    DiagnosticLog log = Services.require(diagnostics, "io.sluice.diagnostics");
    List<PluginDetails> details =
        Stream.of(plugin)
            .flatMap(name -> Services.plugins(roster, name).stream())
            .map(report -> PluginDetails.of(report, registry.snapshot(), reasons, contents, log))
            .toList();
    return json
        ? Json.of(details)
        : String.join("\n\n", details.stream().map(PluginDetails::toString).toList());
  }

  /**
   * Starts plugins' services afresh.
   *
   * @param json whether to print JSON
   * @param plugin the symbolic names, at least one
   * @return what was done
   */
  @Descriptor("starts a plugin's service afresh, also one that failed")
  public String restart(
      @Descriptor("print JSON")
          @Parameter(names = "--json", presentValue = "true", absentValue = "false")
          boolean json,
      @Descriptor("a plugin's symbolic name, or several") String... plugin) {
    Services.requireNamed(plugin, "sluice:restart PLUGIN");
    List<Restarted> restarted = Services.names(plugin).stream().map(this::restarted).toList();
    return json
        ? Json.of(restarted)
        : restarted.stream().map(Restarted::toString).collect(Collectors.joining("\n"));
  }

  /** A plugin whose service is started afresh. */
  private record Restarted(String plugin) {

    @Override
    public String toString() {
      return "the service of " + plugin + " is started afresh; sluice:list shows how it goes";
    }
  }

  private Restarted restarted(String plugin) {
    Services.plugins(roster, plugin);
    if (!Services.require(roster, "io.sluice.plugins").restart(plugin)) {
      throw new SluiceException("the bundle of " + plugin + " is not active; start it");
    }
    return new Restarted(plugin);
  }
}
