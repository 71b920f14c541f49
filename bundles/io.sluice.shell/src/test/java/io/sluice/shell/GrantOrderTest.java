// SPDX-License-Identifier: Apache-2.0
package io.sluice.shell;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import io.sluice.api.event.EventKind;
import io.sluice.spi.authority.GrantReport;
import io.sluice.spi.plugin.DeclaredTarget;
import io.sluice.spi.plugin.IngressSpec;
import io.sluice.spi.plugin.PluginId;
import io.sluice.spi.plugin.PluginManifest;
import io.sluice.spi.plugin.QueueSpec;
import io.sluice.spi.roster.PluginReport;
import io.sluice.spi.roster.PluginReport.ServiceState;
import io.sluice.spi.roster.PluginReport.Status;
import io.sluice.spi.target.Scheme;
import io.sluice.spi.target.TargetTemplate;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.Test;

/** What an operator reads before it is granted. */
public final class GrantOrderTest {

  private static final String USAGE = "sluice:grant PLUGIN";
  private static final PluginReport CHAT =
      new PluginReport(
          new PluginId("org.example.chat", "1.2.0", "", 7),
          Status.WAITING,
          "",
          "ACTIVE",
          new PluginManifest(
              "",
              List.of(),
              List.of(
                  new DeclaredTarget(
                      new TargetTemplate(Set.of(), Scheme.WSS, "a.test", "", "/feed"), "")),
              List.of(),
              List.of(ingress("gateway"), ingress("other"))),
          ServiceState.READY,
          Instant.EPOCH,
          List.of(),
          0,
          0);

  private static IngressSpec ingress(String name) {
    return new IngressSpec(name, "", EnumSet.allOf(EventKind.class), QueueSpec.STANDARD, List.of());
  }

  private static List<String> lines(List<GrantReport> grants, String... arguments) {
    return GrantOrder.of(CHAT, grants, GrantArguments.ofGrant(arguments, USAGE)).lines();
  }

  private static String refusal(String... arguments) {
    return String.valueOf(
        assertThrows(SluiceException.class, () -> GrantArguments.ofGrant(arguments, USAGE))
            .getMessage());
  }

  @Test
  public void withoutTargetsItIsWhatIsDeclared() {
    assertEquals(
        List.of("granting to org.example.chat:", "  host_api.websocket = wss://a.test/feed"),
        lines(List.of(), "org.example.chat"));
  }

  @Test
  public void anAddressAloneGrantsNoTarget() {
    assertEquals(
        List.of("granting to org.example.chat:", "  addresses = 127.0.0.0/8"),
        lines(List.of(), "org.example.chat", "--address", "127.0.0.0/8"));
  }

  @Test
  public void ingressesThatAreNamedStandBesideTargets() {
    assertEquals(
        List.of(
            "granting to org.example.chat:",
            "  host_api.websocket = wss://a.test/feed",
            "  ingress = gateway",
            "  ingress = other"),
        lines(
            List.of(),
            "org.example.chat",
            "wss://a.test/feed",
            "--ingress",
            "gateway",
            "--ingress",
            "other"));
  }

  @Test
  public void anIngressAloneGrantsNoTarget() {
    assertEquals(
        List.of("granting to org.example.chat:", "  ingress = gateway"),
        lines(List.of(), "org.example.chat", "--ingress", "gateway"));
  }

  @Test
  public void anIngressThatIsNotDeclaredIsRefused() {
    SluiceException refusal =
        assertThrows(
            SluiceException.class,
            () -> lines(List.of(), "org.example.chat", "--ingress", "gatewy"));

    assertEquals("the plugin has no ingress gatewy; it has gateway, other", refusal.getMessage());
  }

  @Test
  public void anIngressWithoutANameIsAskedFor() {
    assertEquals("which ingress? " + USAGE, refusal("org.example.chat", "--ingress"));
  }

  @Test
  public void revokeTakesAnIngress() {
    GrantArguments typed =
        GrantArguments.ofRevoke(new String[] {"org.example.chat", "--ingress", "gateway"}, USAGE);

    assertEquals(Set.of("gateway"), typed.ingresses());
  }

  @Test
  public void revokeTakesNoDenial() {
    SluiceException refusal =
        assertThrows(
            SluiceException.class,
            () -> GrantArguments.ofRevoke(new String[] {"--from-denial", "d1"}, USAGE));

    assertEquals("no such option: --from-denial; " + USAGE, refusal.getMessage());
  }

  @Test
  public void severalAddressesStandBesideTargets() {
    assertEquals(
        List.of(
            "granting to org.example.chat:",
            "  host_api.websocket = wss://a.test/feed",
            "  addresses = 127.0.0.0/8",
            "  addresses = fd00::/8"),
        lines(
            List.of(),
            "org.example.chat",
            "--address",
            "127.0.0.0/8",
            "wss://a.test/feed",
            "--address",
            "fd00::/8"));
  }

  @Test
  public void whatIsThereAlreadyIsMarked() {
    GrantReport grant =
        new GrantReport(
            "io.sluice.grant~x",
            "org.example.chat",
            "",
            "",
            "",
            false,
            List.of("wss://a.test/feed"),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            Set.of(),
            Map.of());

    assertEquals(
        List.of(
            "granting to org.example.chat:",
            "  host_api.websocket = wss://a.test/feed  (is there already)"),
        lines(List.of(grant), "org.example.chat"));
  }

  @Test
  public void whatIsNotDeclaredIsMarked() {
    assertEquals(
        List.of(
            "granting to org.example.chat:",
            "  host_api.websocket = wss://b.test  (any path, NOT DECLARED, so that it is void)"),
        lines(List.of(), "org.example.chat", "wss://b.test"));
  }

  @Test
  public void aBadBlockOfAddressesIsRefused() {
    assertEquals(
        "'127.0.0.1' is no block of addresses: no prefix length; write 127.0.0.0/8 or fd00::/8",
        refusal("org.example.chat", "--address", "127.0.0.1"));
  }

  @Test
  public void anOptionWithoutItsValueIsRefused() {
    assertEquals("which addresses? sluice:grant PLUGIN", refusal("org.example.chat", "--address"));
  }

  @Test
  public void anUnknownOptionIsRefused() {
    assertEquals(
        "no such option: --adress; sluice:grant PLUGIN", refusal("org.example.chat", "--adress"));
  }
}
