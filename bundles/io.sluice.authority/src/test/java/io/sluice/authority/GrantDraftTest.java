// SPDX-License-Identifier: Apache-2.0
package io.sluice.authority;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.sluice.spi.authority.GrantAddition;
import io.sluice.spi.configuration.BadValueException;
import io.sluice.spi.target.Target;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.Test;
import org.osgi.framework.FrameworkUtil;

public final class GrantDraftTest {

  private static final String PID = "io.sluice.grant~org.example.chat";
  private static final String FILE = "felix.fileinstall.filename";

  private static GrantDraft fresh() throws BadValueException {
    return GrantDraft.of(PID, Chat.NAME, null);
  }

  private static GrantDraft of(String... keysAndValues) throws BadValueException {
    return GrantDraft.of(
        PID, Chat.NAME, FrameworkUtil.asDictionary(Chat.configuration(keysAndValues)));
  }

  private static Set<Target> targets(String... lines) {
    return Arrays.stream(lines)
        .map(Target::parse)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static Map<String, Object> content(GrantDraft draft) {
    return new TreeMap<>(FrameworkUtil.asMap(draft.properties()));
  }

  @Test
  public void aNewDraftNamesThePlugin() throws Exception {
    GrantDraft draft = fresh();

    assertTrue(draft.isNew());
    assertTrue(draft.isEmpty());
    assertEquals(Chat.configuration(), content(draft));
  }

  @Test
  public void aDraftOfWhatIsThereIsNotNew() throws Exception {
    assertFalse(of().isNew());
  }

  @Test
  public void whatIsAddedIsWrittenUnderItsKey() throws Exception {
    GrantDraft draft = fresh();
    add(
        draft,
        targets("wss://b.test", "POST,GET https://api.test/v1", "wss://a.test:443/x"),
        Set.of("gateway", "alerts"),
        Map.of("server", "example.com"));

    assertEquals(
        Chat.configuration(
            "host_api.websocket", "wss://b.test, wss://a.test/x",
            "host_api.request", "POST,GET https://api.test/v1",
            "ingress", "alerts, gateway",
            "param.server", "example.com"),
        content(draft));
    assertFalse(draft.isEmpty());
  }

  @Test
  public void theLinesAreThoseOfAFile() throws Exception {
    GrantDraft draft = fresh();
    add(
        draft,
        targets("wss://b.test", "wss://a.test", "POST,GET https://api.test"),
        Set.of("gateway"),
        Map.of("server", "example.com"));

    assertEquals(
        List.of(
            "host_api.request = POST,GET https://api.test",
            "host_api.websocket = wss://b.test, wss://a.test",
            "ingress = gateway",
            "param.server = example.com",
            "plugin = org.example.chat"),
        draft.lines());
  }

  @Test
  public void theGrantIsWhatTheRegistryWillRead() throws Exception {
    GrantDraft draft = of("host_api.websocket", "wss://a.test", "secret.token", "canary");
    add(draft, targets("GET,PUT https://b.test"), Set.of("*"), Map.of());

    assertEquals(GrantReader.read(PID, content(draft)), draft.grant());
  }

  @Test
  public void whatIsAddedComesBesideWhatIsThere() throws Exception {
    GrantDraft draft =
        of(
            "host_api.websocket",
            "wss://a.test",
            "ingress",
            "gateway",
            "deny",
            "wss://a.test/admin",
            "secret.token",
            "canary",
            "param.server",
            "old.test",
            "max_connections",
            "9",
            "mode",
            "report_only",
            FILE,
            "file:/etc/x.cfg");
    add(
        draft,
        targets("wss://b.test", "wss://a.test"),
        Set.of("alerts"),
        Map.of("server", "b.test"));

    assertEquals(
        Chat.configuration(
            "host_api.websocket",
            "wss://a.test, wss://b.test",
            "ingress",
            "alerts, gateway",
            "deny",
            "wss://a.test/admin",
            "secret.token",
            "canary",
            "param.server",
            "b.test",
            "max_connections",
            "9",
            "mode",
            "report_only",
            FILE,
            "file:/etc/x.cfg"),
        content(draft));
  }

  @Test
  public void aListThatIsAnArrayStaysOneIfItDoesNotChange() throws Exception {
    String[] denied = {"wss://a.test/admin", "wss://a.test/owner"};
    Map<String, Object> values = Chat.configuration();
    values.put("deny", denied);
    GrantDraft draft = GrantDraft.of(PID, Chat.NAME, FrameworkUtil.asDictionary(values));
    add(draft, targets("wss://a.test"), Set.of(), Map.of());

    assertEquals(denied, content(draft).get("deny"));
  }

  @Test
  public void aParameterThatIsBadIsRefused() throws Exception {
    GrantDraft draft = fresh();

    BadValueException refusal =
        assertThrows(
            BadValueException.class,
            () -> add(draft, Set.of(), Set.of(), Map.of("server", "a\nmode = enforce")));

    assertEquals(
        "param.server: has a space, a backslash or what is no printable ASCII",
        refusal.getMessage());
  }

  @Test
  public void aConfigurationThatIsNoGrantIsRefused() {
    BadValueException refusal = assertThrows(BadValueException.class, () -> of("mode", "on"));

    assertEquals("mode: neither enforce nor report_only", refusal.getMessage());
  }

  @Test
  public void aTargetIsNamedInExactlyItsForm() throws Exception {
    GrantDraft draft =
        of("host_api.websocket", "wss://a.test", "host_api.request", "GET,PUT https://b.test");

    assertTrue(draft.names(Target.parse("wss://a.test:443")));
    assertTrue(draft.names(Target.parse("PUT,GET https://b.test")));
    assertFalse(draft.names(Target.parse("wss://a.test/feed")));
    assertFalse(draft.names(Target.parse("GET https://b.test")));
  }

  @Test
  public void whatIsRemovedIsTakenOutOfItsList() throws Exception {
    GrantDraft draft =
        of(
            "host_api.websocket", "wss://a.test, wss://b.test",
            "host_api.request", "GET https://a.test",
            "ingress", "gateway");

    assertTrue(draft.remove(targets("wss://a.test", "GET https://a.test"), Set.of(), Set.of()));
    assertEquals(
        Chat.configuration("host_api.websocket", "wss://b.test", "ingress", "gateway"),
        content(draft));
  }

  @Test
  public void whatIsNotThereIsRemovedWithoutEffect() throws Exception {
    GrantDraft draft = of("host_api.websocket", "wss://a.test");

    assertFalse(draft.remove(targets("wss://b.test"), Set.of(), Set.of()));
    assertEquals(List.copyOf(targets("wss://a.test")), draft.grant().websocket());
  }

  @Test
  public void ofAllTargetsAndIngressesNothingIsLeft() throws Exception {
    GrantDraft draft =
        of(
            "host_api.websocket", "wss://a.test",
            "host_api.request", "GET https://a.test",
            "ingress", "gateway",
            "deny", "wss://a.test/admin");

    assertTrue(draft.remove(Set.of(), Set.of(), Set.of()));
    assertEquals(Chat.configuration("deny", "wss://a.test/admin"), content(draft));
    assertFalse(draft.isEmpty());
  }

  @Test
  public void aDraftThatOnlySaysWhomItIsForIsEmpty() throws Exception {
    GrantDraft draft =
        of("ingress", "*", FILE, "file:/etc/x.cfg", "service.pid", PID, "service.factoryPid", "x");
    assertFalse(draft.isEmpty());

    draft.remove(Set.of(), Set.of(), Set.of());

    assertTrue(draft.isEmpty());
  }

  private static void add(
      GrantDraft draft, Set<Target> targets, Set<String> ingresses, Map<String, String> parameters)
      throws BadValueException {
    draft.add(new GrantAddition(targets, ingresses, Set.of(), parameters));
  }
}
