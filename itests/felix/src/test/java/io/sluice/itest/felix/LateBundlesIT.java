// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.felix;

import static org.awaitility.Awaitility.await;
import static org.junit.Assert.assertEquals;

import io.sluice.testkit.TestGateway;
import io.sluice.testkit.TestPeer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.After;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;

/** What the host is built on comes when all else is there: the end is as if it had been there. */
public class LateBundlesIT {

  private static final String PLUGIN = "io.sluice.fixture.echo";

  @ClassRule public static final TemporaryFolder FOLDER = new TemporaryFolder();

  private static List<String> always;

  private final TestGateway gateway = TestGateway.start();

  @BeforeClass
  public static void lookAtAHostWithNothingLate() throws Exception {
    try (TestGateway gateway = TestGateway.start()) {
      OwnFramework whole = OwnFramework.start(cache());
      try {
        whole.start(Fixture.of("echo"));
        whole.grantAll(PLUGIN, gateway.port());
        requireEcho(gateway.awaitPeer());
        always = state(whole);
      } finally {
        whole.stop();
      }
    }
  }

  @After
  public void end() {
    gateway.close();
  }

  private static Path cache() throws Exception {
    return FOLDER.newFolder().toPath();
  }

  private static void requireEcho(TestPeer peer) throws Exception {
    peer.send("hello");
    assertEquals("hello", peer.awaitText());
  }

  /** The bundles with their states, and the services of ours. */
  private static List<String> state(OwnFramework framework) {
    return Stream.of(framework.context().getBundles())
        .flatMap(bundle -> Stream.concat(Stream.of(stateOf(bundle)), servicesOf(bundle)))
        .sorted()
        .toList();
  }

  private static String stateOf(Bundle bundle) {
    return bundle.getSymbolicName() + " " + bundle.getState();
  }

  private static Stream<String> servicesOf(Bundle bundle) {
    return Stream.ofNullable(bundle.getRegisteredServices())
        .flatMap(Stream::of)
        .filter(reference -> bundle.getSymbolicName().startsWith("io.sluice."))
        .map(LateBundlesIT::described);
  }

  private static String described(ServiceReference<?> reference) {
    return reference.getBundle().getSymbolicName()
        + " offers "
        + Arrays.toString((String[]) reference.getProperty(Constants.OBJECTCLASS));
  }

  /** A grant can come only where there is Configuration Admin. */
  private void requireSameEnd(boolean grantedBefore, String... late) throws Exception {
    Predicate<String> isLate = name -> Stream.of(late).anyMatch(name::startsWith);
    OwnFramework framework = OwnFramework.start(cache(), isLate.negate());
    try {
      framework.context().installBundle("echo", Fixture.of("echo").jar());
      if (grantedBefore) {
        framework.grantAll(PLUGIN, gateway.port());
      }
      assertEquals(0, gateway.acceptedSockets());

      framework.install(isLate);
      if (!grantedBefore) {
        framework.grantAll(PLUGIN, gateway.port());
      }

      requireEcho(gateway.awaitPeer());
      await("as always").atMost(Host.LIMIT).until(() -> state(framework), always::equals);
      assertEquals(1, gateway.acceptedSockets());
    } finally {
      framework.stop();
    }
  }

  @Test
  public void theComponentRuntimeComesLate() throws Exception {
    requireSameEnd(true, "org.apache.felix.scr");
  }

  @Test
  public void configurationAdminComesLate() throws Exception {
    requireSameEnd(false, "org.apache.felix.configadmin");
  }

  @Test
  public void thatWhichFindsTheLogComesLate() throws Exception {
    requireSameEnd(true, "org.apache.aries.spifly", "asm");
  }
}
