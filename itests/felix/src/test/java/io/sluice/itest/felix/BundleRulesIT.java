// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.felix;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.Before;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;
import org.osgi.framework.namespace.BundleNamespace;
import org.osgi.framework.namespace.HostNamespace;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;

/** Who may depend on whom, as the framework reads the manifests that were built. */
public class BundleRulesIT extends HostTest {

  private static final String API = "io.sluice.api";
  private static final String SPI = "io.sluice.spi";
  private static final String TESTKIT = "io.sluice.testkit";

  /** Those that open sockets, or listen. */
  private static final Set<String> WITH_JETTY =
      Set.of("io.sluice.websocket", "io.sluice.request", "io.sluice.observe", "io.sluice.proxy");

  /** Those that listen. */
  private static final Set<String> LISTENING = Set.of("io.sluice.observe", "io.sluice.proxy");

  private static final Pattern PACKAGE = Pattern.compile("\\(osgi\\.wiring\\.package=([^)]+)\\)");

  private final List<Bundle> plugins = new ArrayList<>();
  private List<Bundle> ours = List.of();

  @Before
  public void find() throws Exception {
    ours =
        Stream.of(host.context().getBundles())
            .filter(bundle -> String.valueOf(bundle.getSymbolicName()).startsWith("io.sluice."))
            .toList();
    for (File jar :
        Objects.requireNonNull(new File(System.getProperty("fixtures.dir")).listFiles())) {
      plugins.add(host.install(Fixture.bundle(jar.getName().replace(".jar", ""))));
    }
  }

  private static List<BundleRequirement> requirements(Bundle bundle, String namespace) {
    return bundle.adapt(BundleRevision.class).getDeclaredRequirements(namespace);
  }

  private static List<String> imports(Bundle bundle) {
    return requirements(bundle, PackageNamespace.PACKAGE_NAMESPACE).stream()
        .map(BundleRulesIT::packageName)
        .toList();
  }

  private static String packageName(BundleRequirement requirement) {
    Matcher matcher = PACKAGE.matcher(filter(requirement));
    if (!matcher.find()) {
      throw new AssertionError("no package in " + requirement);
    }
    return matcher.group(1);
  }

  private static String filter(BundleRequirement requirement) {
    return String.valueOf(requirement.getDirectives().get(Constants.FILTER_DIRECTIVE));
  }

  private static boolean isIn(String name, String root) {
    return name.equals(root) || name.startsWith(root + ".");
  }

  private static List<String> importsOutside(Bundle bundle, String... allowed) {
    return imports(bundle).stream()
        .filter(name -> isIn(name, "io.sluice"))
        .filter(name -> Stream.of(allowed).noneMatch(root -> isIn(name, root)))
        .toList();
  }

  private static List<String> jetty(Bundle bundle) {
    return imports(bundle).stream().filter(name -> isIn(name, "org.eclipse.jetty")).toList();
  }

  private static boolean mayExport(Bundle bundle) {
    return List.of(API, SPI, TESTKIT).contains(bundle.getSymbolicName());
  }

  @Test
  public void theApiAndTheTestkitDependOnNothingOfTheHost() {
    for (String name : List.of(API, TESTKIT)) {
      assertEquals(name, List.of(), importsOutside(host.bundle(name), name));
    }
  }

  @Test
  public void theSpiDependsOnTheApiAlone() {
    assertEquals(List.of(), importsOutside(host.bundle(SPI), SPI, API));
  }

  @Test
  public void noImplementationDependsOnAnother() {
    for (Bundle bundle : ours) {
      assertEquals(
          bundle.toString(), List.of(), importsOutside(bundle, API, SPI, bundle.getSymbolicName()));
    }
  }

  @Test
  public void pluginsDependOnTheApiAlone() {
    assertNotEquals(List.of(), plugins);
    for (Bundle bundle : plugins) {
      assertEquals(bundle.toString(), List.of(), importsOutside(bundle, API));
      assertEquals(bundle.toString(), List.of(), jetty(bundle));
    }
  }

  @Test
  public void jettyIsForThoseWithSocketsAlone() {
    assertNotEquals(List.of(), jetty(host.bundle("io.sluice.websocket")));
    for (Bundle bundle : ours) {
      if (!WITH_JETTY.contains(bundle.getSymbolicName())) {
        assertEquals(bundle.toString(), List.of(), jetty(bundle));
      }
    }
  }

  @Test
  public void jettysServerIsForThoseThatListenAlone() {
    for (Bundle bundle : ours) {
      boolean withServer =
          jetty(bundle).stream()
              .anyMatch(
                  name ->
                      isIn(name, "org.eclipse.jetty.server")
                          || isIn(name, "org.eclipse.jetty.websocket.core.server"));
      assertEquals(bundle.toString(), LISTENING.contains(bundle.getSymbolicName()), withServer);
    }
  }

  @Test
  public void onlyTheApiAndTheSpiAreExportedAndAllInVersions() {
    for (Bundle bundle : ours) {
      var exports =
          bundle
              .adapt(BundleRevision.class)
              .getDeclaredCapabilities(PackageNamespace.PACKAGE_NAMESPACE);
      assertEquals(bundle.toString(), mayExport(bundle), !exports.isEmpty());
      for (var export : exports) {
        var attributes = export.getAttributes();
        String name = String.valueOf(attributes.get(PackageNamespace.PACKAGE_NAMESPACE));
        assertTrue(name, isIn(name, bundle.getSymbolicName()));
        assertNotEquals(
            name,
            Version.emptyVersion,
            attributes.get(PackageNamespace.CAPABILITY_VERSION_ATTRIBUTE));
      }
    }
  }

  @Test
  public void whatIsImportedOfTheHostHasALowestAndAHighestVersion() {
    for (Bundle bundle : all()) {
      for (BundleRequirement requirement :
          requirements(bundle, PackageNamespace.PACKAGE_NAMESPACE)) {
        String filter = filter(requirement);
        if (filter.contains("=io.sluice.")) {
          assertTrue(bundle + " " + filter, filter.contains("(version>="));
          assertTrue(bundle + " " + filter, filter.contains("(!(version>="));
        }
      }
    }
  }

  private List<Bundle> all() {
    return Stream.concat(ours.stream(), plugins.stream()).toList();
  }

  @Test
  public void nothingIsImportedAsNeedArises() {
    for (Bundle bundle : all()) {
      for (BundleRequirement requirement :
          requirements(bundle, PackageNamespace.PACKAGE_NAMESPACE)) {
        assertNotEquals(
            bundle.toString(),
            PackageNamespace.RESOLUTION_DYNAMIC,
            requirement.getDirectives().get(Constants.RESOLUTION_DIRECTIVE));
      }
    }
  }

  @Test
  public void noBundleIsRequiredOrAmendedByItsName() {
    for (Bundle bundle : all()) {
      assertEquals(
          bundle.toString(), List.of(), requirements(bundle, BundleNamespace.BUNDLE_NAMESPACE));
      assertEquals(
          bundle.toString(), List.of(), requirements(bundle, HostNamespace.HOST_NAMESPACE));
    }
  }

  @Test
  public void aBundleHoldsClassesOfItsOwnAlone() {
    for (Bundle bundle : all()) {
      String own = "/" + bundle.getSymbolicName().replace('.', '/') + "/";
      assertEquals(
          bundle.toString(),
          List.of(),
          entries(bundle, "*.class")
              .filter(path -> !path.startsWith(own))
              .filter(path -> !isOfCommonClient(bundle, path))
              .filter(path -> !isOfCommonEndpoint(bundle, path))
              .toList());
      assertEquals(bundle.toString(), List.of(), entries(bundle, "*.jar").toList());
    }
  }

  /** Those that use Jetty's client hold a private copy of what they have in common. */
  private static boolean isOfCommonClient(Bundle bundle, String path) {
    return path.startsWith("/io/sluice/jetty/") && WITH_JETTY.contains(bundle.getSymbolicName());
  }

  /** Those that listen do so too. */
  private static boolean isOfCommonEndpoint(Bundle bundle, String path) {
    return path.startsWith("/io/sluice/stream/") && LISTENING.contains(bundle.getSymbolicName());
  }

  private static Stream<String> entries(Bundle bundle, String pattern) {
    return Optional.ofNullable(bundle.findEntries("/", pattern, true)).stream()
        .flatMap(
            found -> {
              List<String> paths = new ArrayList<>();
              found.asIterator().forEachRemaining(url -> paths.add(url.getPath()));
              return paths.stream();
            });
  }
}
