// SPDX-License-Identifier: Apache-2.0
package io.sluice.shell;

import io.sluice.spi.authority.PluginAuthority;
import io.sluice.spi.authority.Standing;
import io.sluice.spi.authority.TargetReport;
import io.sluice.spi.diagnostic.PlainText;
import io.sluice.spi.plugin.IngressSpec;
import io.sluice.spi.plugin.PluginManifest;
import io.sluice.spi.plugin.PluginManifest.Parameter;
import io.sluice.spi.plugin.SourceSpec;
import io.sluice.spi.roster.Confinement;
import io.sluice.spi.roster.PluginInspector.Inspection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A bundle that is not installed, as {@code sluice:check} prints it. What the plugin's author wrote
 * is bounded and escaped.
 *
 * @param name the symbolic name
 * @param version the version
 * @param digest the digest of its contents
 * @param rejection why it would be rejected, empty if it would not
 * @param description what its author says about it
 * @param parameters what its manifest leaves open
 * @param grants what the grants that are there would say of it as a whole
 * @param targets what it declares, and what would come of that
 * @param ingresses its ingresses
 * @param secrets the secrets that its sources refer to
 * @param network what its classes reach the network with
 */
record FileListing(
    String name,
    String version,
    String digest,
    String rejection,
    String description,
    List<Parameter> parameters,
    String grants,
    List<TargetReport> targets,
    List<Ingress> ingresses,
    List<Secret> secrets,
    Confinement network) {

  private static final int LONGEST = 256;

  /**
   * An ingress.
   *
   * @param name its name
   * @param granted whether a grant that is there names it
   * @param sources where it would connect to, as the manifest has it, without queries
   */
  record Ingress(String name, boolean granted, List<String> sources) {}

  /**
   * A secret that the plugin needs.
   *
   * @param name its name
   * @param granted whether a grant that is there gives it
   */
  record Secret(String name, boolean granted) {}

  static FileListing rejected(Inspection inspection) {
    return new FileListing(
        plain(inspection.id().name()),
        inspection.id().version(),
        inspection.id().digest(),
        plain(inspection.rejection()),
        "",
        List.of(),
        "",
        List.of(),
        List.of(),
        List.of(),
        inspection.confinement());
  }

  static FileListing of(Inspection inspection, PluginManifest manifest, PluginAuthority authority) {
    return new FileListing(
        plain(inspection.id().name()),
        inspection.id().version(),
        inspection.id().digest(),
        "",
        plain(manifest.description()),
        manifest.parameters().stream()
            .map(each -> new Parameter(each.name(), plain(each.description())))
            .toList(),
        standing(authority.standing()),
        authority.targets().stream().map(PluginDetails::plain).toList(),
        manifest.ingresses().stream().map(each -> ingress(each, authority)).toList(),
        manifest.ingresses().stream()
            .flatMap(each -> each.sources().stream())
            .flatMap(FileListing::secrets)
            .distinct()
            .map(each -> new Secret(each, authority.secret(each).isPresent()))
            .toList(),
        inspection.confinement());
  }

  private static String standing(Standing standing) {
    return standing.message().isEmpty() ? "at least one is for it" : standing.message();
  }

  private static Ingress ingress(IngressSpec ingress, PluginAuthority authority) {
    return new Ingress(
        ingress.name(),
        authority.receives(ingress.name()),
        ingress.sources().stream().map(source -> source.url().toString()).toList());
  }

  private static Stream<String> secrets(SourceSpec source) {
    return Stream.concat(source.headers().stream(), source.query().stream())
        .map(SourceSpec.Field::secretRef)
        .filter(Objects::nonNull);
  }

  private static String plain(String text) {
    return PlainText.of(text, LONGEST);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append(Table.wrap("%s %s, read from a file".formatted(name, version).stripLeading(), ""));
    line(text, "Manifest", rejection.isEmpty() ? "good" : "REJECTED: " + rejection);
    line(text, "Digest", digest);
    line(text, "Author", description);
    parameters.forEach(each -> line(text, "Open", "${" + each.name() + "} " + each.description()));
    line(text, "Grants", grants);
    line(text, "Secrets", secretNames());
    NetworkLines.of(network).forEach(each -> line(text, "Network", each));
    if (rejection.isEmpty()) {
      text.append('\n').append(PluginDetails.targetTable(targets));
      text.append("\n\n").append(ingressTable());
    }
    return text.toString().stripTrailing();
  }

  private String secretNames() {
    return secrets.stream()
        .map(each -> each.name() + (each.granted() ? " (is granted)" : " (not granted)"))
        .collect(Collectors.joining(", "));
  }

  private static void line(StringBuilder text, String name, String value) {
    if (!value.isEmpty()) {
      text.append(Table.wrap("%-9s%s".formatted(name, value), ""));
    }
  }

  private Table ingressTable() {
    Table table = new Table("INGRESS", "GRANTED");
    for (Ingress ingress : ingresses) {
      table.row(ingress.name(), ingress.granted() ? "yes" : "no");
      ingress.sources().forEach(table::detail);
    }
    return table;
  }
}
