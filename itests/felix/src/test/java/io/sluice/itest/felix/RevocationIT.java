// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.felix;

import static io.sluice.itest.felix.ManifestText.SOON;
import static io.sluice.itest.felix.ManifestText.ingress;
import static io.sluice.itest.felix.ManifestText.manifest;
import static io.sluice.itest.felix.ManifestText.source;
import static io.sluice.itest.felix.ManifestText.sources;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.sluice.api.command.OutputCommand;
import io.sluice.spi.authority.AuthorityListener;
import io.sluice.spi.authority.AuthorityRegistry;
import io.sluice.spi.authority.AuthoritySnapshot;
import io.sluice.spi.authority.GrantAddition;
import io.sluice.spi.authority.GrantStore;
import io.sluice.spi.connection.ConnectionReport;
import io.sluice.spi.target.Access;
import io.sluice.spi.target.AddressBlock;
import io.sluice.spi.target.Target;
import io.sluice.testkit.TestPeer;
import java.util.Map;
import java.util.Set;
import org.junit.Before;
import org.junit.Test;
import org.osgi.framework.Bundle;

/**
 * A grant that comes and goes under load, again and again, and a server that counts what it gets.
 *
 * <p>Each text says what the registry said just before the plugin's code handed it over. What was
 * handed over after the revocation must not arrive, ever. What was handed over before may still
 * wait in the host: of that may arrive what was written when the revocation came, and the one text
 * that the socket had at that moment.
 */
public class RevocationIT extends PluginTest {

  /** How often; {@code -Dsluice.revocations=100000} is for a long run. */
  private static final int ROUNDS = Integer.getInteger("sluice.revocations", 1_000);

  /** So much goes over a connection before it is taken away. */
  private static final int TEXTS = 10;

  /** So often more is tried while the driver has not heard of the revocation. */
  private static final int ATTEMPTS = 50;

  private static final String DRIVER = "io.sluice.websocket";
  private static final String MANIFEST = manifest(ingress("tap", sources(source("/tap", SOON))));

  private AuthorityRegistry registry;
  private GrantStore store;
  private Target target;
  private Access access;
  private PluginCode code;
  private FloodingPlugin flood;
  private long bundleId;

  @Before
  public void start() throws Exception {
    registry = host.service(AuthorityRegistry.class);
    store = host.service(GrantStore.class);
    target = Target.parse("ws://127.0.0.1:" + gateway.port());
    access = Access.parse(gateway.url("/tap"));
    Bundle plugin = host.start(fixture().declaring(MANIFEST));
    bundleId = plugin.getBundleId();
    code = new PluginCode(plugin);
    flood = new FloodingPlugin(code.commands(), () -> isAllowed(registry.snapshot()));
    code.offer(flood, "tap");
    gateway.play(FloodingPlugin::askForMore);
  }

  private boolean isAllowed(AuthoritySnapshot snapshot) {
    return snapshot.plugin(bundleId).decide(access).allowed();
  }

  private void grant() {
    GrantAddition all =
        new GrantAddition(
            Set.of(target),
            Set.of("tap"),
            Set.of(new AddressBlock("127.0.0.0/8")),
            Map.of("port", String.valueOf(gateway.port())));
    assertTrue(store.grant(plugin(), all).applied());
  }

  private void revoke() {
    assertTrue(store.revoke(plugin(), Set.of(target), Set.of(), Set.of()).applied());
  }

  private long written() {
    return host.connections(plugin()).stream().mapToLong(ConnectionReport::framesOut).sum();
  }

  @Test
  public void nothingOfAFloodLeavesAfterTheRevocation() throws Exception {
    Ahead ahead = new Ahead();
    hearBeforeTheDriver(ahead);
    ahead.listens = true;
    flood.begin();
    try {
      long received = 0;
      for (int round = 1; round <= ROUNDS; round++) {
        ahead.holds = round % 2 == 0;
        received = comeAndGo(round, received, ahead);
      }
      flood.end();
      assertEquals("every submission was answered", 0, flood.unanswered());
    } finally {
      ahead.listens = false;
      flood.end();
    }
  }

  /** Grants and revokes, and returns how much the server has received in all. */
  private long comeAndGo(int round, long receivedBefore, Ahead ahead) throws Exception {
    grant();
    TestPeer peer = gateway.awaitPeer();
    assertGranted(round, peer, TEXTS);

    revoke();

    String late = code.submit(OutputCommand.send(flood.connection(), "late")).code();
    assertTrue(late, Set.of("not_connected", "not_granted").contains(late));
    assertEquals(1008, peer.awaitClose().closeCode());
    peer.awaitEnd();
    assertGranted(round, peer, peer.textsReceived() - TEXTS);
    long received = receivedBefore + peer.textsReceived();
    long most = ahead.written + 1;
    assertTrue(
        "round %d: the server has %d texts, of at most %d".formatted(round, received, most),
        received <= most);
    assertEquals(0, gateway.openConnections());
    assertEquals(round, gateway.acceptedSockets());
    return received;
  }

  private static void assertGranted(int round, TestPeer peer, long texts) throws Exception {
    for (long number = 0; number < texts; number++) {
      assertEquals("in round " + round, FloodingPlugin.GRANTED, peer.awaitText());
    }
  }

  /** Listeners are told in the order in which they came. */
  private void hearBeforeTheDriver(Ahead ahead) throws Exception {
    Bundle driver = host.bundle(DRIVER);
    driver.stop();
    host.offer(AuthorityListener.class, ahead, Map.of());
    driver.start();
  }

  /** Hears of a revocation when it is in force and the driver does not know it. */
  private final class Ahead implements AuthorityListener {

    private volatile boolean listens;
    private volatile boolean holds;
    private volatile long written;

    @Override
    public void authorityChanged(AuthoritySnapshot snapshot) {
      if (listens && !isAllowed(snapshot)) {
        written = written();
        if (holds) {
          flood.awaitAttempts(ATTEMPTS);
        }
      }
    }
  }
}
