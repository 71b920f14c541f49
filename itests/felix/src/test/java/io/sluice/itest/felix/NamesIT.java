// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.felix;

import static io.sluice.itest.felix.ManifestText.SOON;
import static io.sluice.itest.felix.ManifestText.ingress;
import static io.sluice.itest.felix.ManifestText.sourceAt;
import static io.sluice.itest.felix.ManifestText.sources;
import static io.sluice.itest.felix.ManifestText.target;
import static io.sluice.itest.felix.ManifestText.withTargets;
import static org.awaitility.Awaitility.await;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.sluice.spi.connection.ConnectionReport;
import io.sluice.spi.connection.ConnectionReport.State;
import io.sluice.testkit.TestGateway;
import io.sluice.testkit.TestPeer;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/** What the JDK's own resolver says of a name, and what becomes of the dial. */
public class NamesIT extends PluginTest {

  private static final String FEED = "feed.test";
  private static final String MANIFEST = manifestFor(FEED);

  /** Of one ingress. */
  private static final int MOST_SOURCES = 16;

  /** One of each range that a grant has to allow, also where IPv6 carries it. */
  private static final List<String> SPECIAL =
      List.of(
          "0.0.0.0",
          "10.1.2.3",
          "100.64.0.1",
          "127.0.0.1",
          "127.8.8.8",
          "169.254.169.254",
          "169.254.170.2",
          "172.16.0.1",
          "192.0.0.192",
          "192.0.2.1",
          "192.88.99.1",
          "192.168.1.1",
          "198.18.0.1",
          "198.51.100.1",
          "203.0.113.1",
          "224.0.0.1",
          "240.0.0.1",
          "255.255.255.255",
          "168.63.129.16",
          "100.100.100.200",
          "::",
          "::1",
          "::127.0.0.1",
          "::ffff:127.0.0.1",
          "64:ff9b::7f00:1",
          "64:ff9b:1::1",
          "100::1",
          "2001::1",
          "2001:db8::1",
          "2002:7f00:1::",
          "fc00::1",
          "fd00:ec2::254",
          "fe80::1",
          "fec0::1",
          "ff02::1");

  private TestGateway moved;

  @Before
  public void moveAway() {
    moved = TestGateway.start(new InetSocketAddress("127.0.0.2", gateway.port()));
  }

  @After
  public void forgetNames() throws Exception {
    moved.close();
    Names.are();
  }

  private static String manifestFor(String host) {
    return withTargets(target(host), ingress("main", sources(main(host))));
  }

  private static String main(String host) {
    return sourceAt(host, "/main", SOON);
  }

  private void startGranted(String... addresses) throws Exception {
    grant(Map.of("host_api.websocket", url(FEED), "addresses", addresses));
    host.start(fixture().declaring(MANIFEST));
  }

  private String url(String host) {
    return "ws://" + host + ":" + gateway.port();
  }

  private static void requireEcho(TestPeer peer) throws Exception {
    peer.send("echo here");
    assertEquals("here", peer.awaitText());
  }

  private void requireConnectedTo(String address) {
    ConnectionReport report = host.awaitConnection(plugin(), State.CONNECTED);
    assertEquals(address + ":" + gateway.port(), report.remoteAddress());
  }

  private static String lastError(ConnectionReport report) {
    return String.valueOf(report.lastError());
  }

  /** Connects, moves the name, which ends nothing by itself, and loses the connection. */
  private void loseAPeerThatMoved(String granted) throws Exception {
    Names.are("127.0.0.1 " + FEED);
    startGranted(granted);
    TestPeer peer = gateway.awaitPeer();
    requireConnectedTo("127.0.0.1");

    Names.are("127.0.0.2 " + FEED);
    requireEcho(peer);
    peer.drop();
  }

  @Test
  public void aConnectionIsKeptWhenItsPeerMovesAndTheNextGoesThere() throws Exception {
    loseAPeerThatMoved("127.0.0.0/8");

    requireEcho(moved.awaitPeer());
    requireConnectedTo("127.0.0.2");
    assertEquals(1, gateway.acceptedSockets());
  }

  @Test
  public void aNameThatIsReboundToAnAddressThatIsNotGrantedIsNotDialledAnyMore() throws Exception {
    loseAPeerThatMoved("127.0.0.1/32");

    assertTrue(
        host.awaitDiagnostic(plugin(), "address_refused").message(),
        host.awaitDiagnostic(plugin(), "address_refused").message().contains("127.0.0.2"));
    host.awaitConnection(plugin(), State.RECONNECT_WAIT);
    assertEquals(0, moved.acceptedSockets());
    assertEquals(1, gateway.acceptedSockets());
  }

  @Test
  public void ofMixedAnswersOnlyThoseThatAreGrantedAreDialled() throws Exception {
    Names.are("127.0.0.2 " + FEED, "127.0.0.1 " + FEED, "10.0.0.1 " + FEED);
    startGranted("127.0.0.1/32");

    requireEcho(gateway.awaitPeer());
    requireConnectedTo("127.0.0.1");

    assertEquals(0, moved.acceptedSockets());
  }

  @Test
  public void aNameThatIsNotKnownIsFoundAsSoonAsItIs() throws Exception {
    Names.are();
    startGranted("127.0.0.0/8");
    host.awaitDiagnostic(plugin(), "dns_failed");

    Names.are("127.0.0.1 " + FEED);

    requireEcho(gateway.awaitPeer());
  }

  @Test
  public void whateverANameIsCalledItsAddressDecides() throws Exception {
    List<String> names = new ArrayList<>(List.of("localhost", "metadata.google.internal"));
    List<String> known =
        new ArrayList<>(List.of("127.0.0.1 localhost", "169.254.169.254 metadata.google.internal"));
    for (int i = 0; i < SPECIAL.size(); i++) {
      names.add("n" + i + ".test");
      known.add(SPECIAL.get(i) + " n" + i + ".test");
    }
    Names.are(known.toArray(String[]::new));
    grant(
        Map.of(
            "host_api.websocket",
            names.stream().map(this::url).toArray(String[]::new),
            "addresses",
            new String[0],
            "max_connections",
            String.valueOf(names.size())));
    List<String> ingresses = new ArrayList<>();
    for (int first = 0; first < names.size(); first += MOST_SOURCES) {
      List<String> some = names.subList(first, Math.min(names.size(), first + MOST_SOURCES));
      ingresses.add(
          ingress("i" + first, sources(some.stream().map(NamesIT::main).toArray(String[]::new))));
    }
    String targets = String.join(", ", names.stream().map(ManifestText::target).toList());

    PluginCode code =
        new PluginCode(
            host.start(
                fixture().declaring(withTargets(targets, ingresses.toArray(String[]::new)))));
    code.offer(new Recorder(), "i0", "i16", "i32");

    await("all are refused")
        .atMost(Host.LIMIT)
        .until(
            () ->
                host.connections(plugin()).stream()
                    .filter(each -> each.state() == State.RECONNECT_WAIT)
                    .filter(each -> lastError(each).startsWith("address_refused"))
                    .count(),
            count -> count == names.size());
    assertEquals(names.size(), diagnosed("address_refused"));
    assertEquals(0, gateway.acceptedSockets());
  }

  @Test
  public void aLookUpThatHangsHoldsUpNobodyElse() throws Exception {
    configure("io.sluice.outbound", Map.of("dns_timeout_ms", 300L));
    Names.hang();
    startGranted("127.0.0.0/8");
    host.awaitDiagnostic(plugin(), "dns_timeout");

    String other = "other.test";
    Names.are("127.0.0.1 " + FEED, "127.0.0.1 " + other);
    String neighbour = plugin() + ".neighbour";
    host.grant(neighbour, values(Map.of("host_api.websocket", url(other))));
    host.start(Fixture.of("obedient").named(neighbour).declaring(manifestFor(other)));

    requireEcho(gateway.awaitPeer());
    host.awaitConnection(neighbour, State.CONNECTED);
    assertTrue(
        host.diagnostics(plugin()).toString(),
        host.diagnostics(plugin()).stream().allMatch(each -> each.code().equals("dns_timeout")));

    Names.letGo();

    requireEcho(gateway.awaitPeer());
    host.awaitConnection(plugin(), State.CONNECTED);
  }
}
