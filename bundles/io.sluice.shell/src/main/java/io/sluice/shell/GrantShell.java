// SPDX-License-Identifier: Apache-2.0
package io.sluice.shell;

import io.sluice.spi.authority.AuthorityInspector;
import io.sluice.spi.authority.AuthorityRegistry;
import io.sluice.spi.authority.AuthoritySnapshot;
import io.sluice.spi.authority.DecisionLog;
import io.sluice.spi.authority.Denial;
import io.sluice.spi.authority.GrantAddition;
import io.sluice.spi.authority.GrantReport;
import io.sluice.spi.authority.GrantStore;
import io.sluice.spi.authority.GrantStore.Change;
import io.sluice.spi.authority.GrantStore.GrantException;
import io.sluice.spi.authority.PluginAuthority;
import io.sluice.spi.plugin.PluginId;
import io.sluice.spi.roster.PluginReport;
import io.sluice.spi.roster.PluginRoster;
import io.sluice.spi.target.InvalidTargetException;
import io.sluice.spi.target.Target;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  private static final String GRANT_USAGE =
      "sluice:grant PLUGIN [TARGET...] [NAME=VALUE...] [--ingress NAME...] [--address CIDR...],"
          + " or sluice:grant --from-denial ID";
  private static final String REVOKE_USAGE =
      "sluice:revoke PLUGIN [TARGET...] [--ingress NAME...] [--address CIDR...]";

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

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile @Nullable AuthorityInspector inspector;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile @Nullable DecisionLog decisions;

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
   * @param json whether to print JSON
   * @param arguments the symbolic name; then targets, values of parameters as {@code NAME=VALUE},
   *     {@code --ingress} before each ingress that it may receive on (without, those that have a
   *     source within the targets), and {@code --address} before each block of otherwise refused
   *     addresses; with none of these, what the plugin declares is granted; or {@code
   *     --from-denial} and the id of a denial alone, for what that denial needs
   * @return what was done
   */
  @Descriptor("grants targets to a plugin; with none, exactly what it declares")
  public String grant(
      CommandSession session,
      @Descriptor("print JSON")
          @Parameter(names = "--json", presentValue = "true", absentValue = "false")
          boolean json,
      @Descriptor(
              "PLUGIN [TARGET...] [NAME=VALUE...] [--ingress NAME...] [--address CIDR...]: a symbolic"
                  + " name, targets ('quoted' if they hold a * or a space), values for what the"
                  + " manifest leaves open, ingresses (else those fed from within the targets), and"
                  + " blocks of otherwise refused addresses; or --from-denial ID alone")
          String... arguments) {
    GrantArguments typed = GrantArguments.ofGrant(arguments, GRANT_USAGE);
    GrantStore grants = Services.require(store, "org.apache.felix.configadmin");
    AuthoritySnapshot snapshot = Services.require(authority, "io.sluice.authority").snapshot();
    List<String> byHand = List.of();
    GrantOrder order;
    if (typed.denial().isEmpty()) {
      List<PluginReport> plugins = Services.plugins(roster, typed.plugin());
      order = refusing(() -> GrantOrder.of(plugins.get(0), snapshot.grants(), typed));
    } else {
      Denial denial = denial(typed.denial());
      DenialRemedy remedy = remedy(denial, snapshot);
      byHand = remedy.byHand();
      order = GrantOrder.of(denial.attempt().plugin().name(), snapshot.grants(), remedy.addition());
    }
    if (!json) {
      order.lines().forEach(session.getConsole()::println);
      byHand.forEach(step -> session.getConsole().println("still to do by hand: " + step));
    }
    Change change = refusing(() -> grants.grant(order.plugin(), order.addition()));
    return json
        ? outcome(order.plugin(), order.addition().lines(), change)
        : said(change, "granted");
  }

  private Denial denial(String id) {
    return Services.require(decisions, "io.sluice.authority")
        .denial(id)
        .orElseThrow(
            () -> new SluiceException("no denial is named " + id + "; sluice:denials lists them"));
  }

  private DenialRemedy remedy(Denial denial, AuthoritySnapshot snapshot) {
    PluginId id = denial.attempt().plugin();
    PluginAuthority allowed = snapshot.plugin(id.bundleId());
    if (!allowed.id().equals(Optional.of(id))) {
      throw new SluiceException(
          "%s was of %s %s, which is not installed any more in this revision"
              .formatted(denial.id(), id.name(), id.version()));
    }
    return DenialRemedy.of(
        denial,
        Services.require(inspector, "io.sluice.authority")
            .explain(id.bundleId(), denial.attempt().access()),
        allowed);
  }

  /**
   * Takes targets, ingresses and addresses from a plugin.
   *
   * @param json whether to print JSON
   * @param arguments the symbolic name; then targets in the form in which they were granted, {@code
   *     --ingress} before each ingress, and {@code --address} before each block of addresses; with
   *     none of these, everything
   * @return what was done
   */
  @Descriptor("takes targets from a plugin; with none, everything that was granted")
  public String revoke(
      @Descriptor("print JSON")
          @Parameter(names = "--json", presentValue = "true", absentValue = "false")
          boolean json,
      @Descriptor(
              "PLUGIN [TARGET...] [--ingress NAME...] [--address CIDR...]: a symbolic name, and"
                  + " targets, ingresses and addresses as sluice:grants prints them, 'quoted' if they"
                  + " hold a * or a space; none for all")
          String... arguments) {
    GrantArguments typed = GrantArguments.ofRevoke(arguments, REVOKE_USAGE);
    GrantStore grants = Services.require(store, "org.apache.felix.configadmin");
    Set<Target> targets = new LinkedHashSet<>();
    typed.words().forEach(word -> targets.add(GrantOrder.target(word)));
    Change change =
        refusing(
            () -> grants.revoke(typed.plugin(), targets, typed.ingresses(), typed.addresses()));
    if (json) {
      GrantAddition taken =
          new GrantAddition(targets, typed.ingresses(), typed.addresses(), Map.of());
      return outcome(typed.plugin(), taken.lines(), change);
    }
    return change.pids().isEmpty()
        ? "nothing is granted to " + typed.plugin()
        : said(change, "revoked");
  }

  private static String outcome(String plugin, List<String> lines, Change change) {
    return Json.of(new GrantOutcome(plugin, lines, change.pids(), change.applied()));
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
