// SPDX-License-Identifier: Apache-2.0
package io.sluice.authority;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.sluice.spi.authority.GrantAddition;
import io.sluice.spi.authority.GrantStore.Change;
import io.sluice.spi.authority.GrantStore.GrantException;
import io.sluice.spi.target.Access;
import io.sluice.spi.target.AddressBlock;
import io.sluice.spi.target.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.Rule;
import org.junit.Test;
import org.junit.function.ThrowingRunnable;
import org.junit.rules.TemporaryFolder;

public final class GrantStoreTest {

  private static final String PID = "io.sluice.grant~org.example.chat";
  private static final Duration LIMIT = Duration.ofMillis(1);
  private static final String FEED = "wss://example.com/feed";

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  private final AuthorityComponent authority = new AuthorityComponent(new RecordedDiagnostics());
  private final FakeConfigurationAdmin configurations = new FakeConfigurationAdmin(authority);
  private final GrantStoreComponent store = store(null);

  private GrantStoreComponent store(@Nullable Path directory) {
    return new GrantStoreComponent(configurations, authority, directory, LIMIT);
  }

  private static Set<Target> targets(String... lines) {
    return Arrays.stream(lines)
        .map(Target::parse)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private Change grant(
      String plugin, Set<Target> targets, Set<String> ingresses, Map<String, String> parameters) {
    return grant(store, plugin, targets, ingresses, parameters);
  }

  private static Change grant(
      GrantStoreComponent store,
      String plugin,
      Set<Target> targets,
      Set<String> ingresses,
      Map<String, String> parameters) {
    return store.grant(plugin, new GrantAddition(targets, ingresses, Set.of(), parameters));
  }

  private static String refusal(ThrowingRunnable action) {
    return String.valueOf(assertThrows(GrantException.class, action).getMessage());
  }

  private String code() {
    return authority.snapshot().plugin(7).decide(Access.parse(FEED)).code();
  }

  @Test
  public void aGrantIsMadeAndInForce() {
    authority.addDeclaration(Chat.declaring(FEED));

    Change change =
        grant(Chat.NAME, targets(FEED), Set.of("gateway"), Map.of("server", "example.com"));

    assertEquals(new Change(List.of(PID), true), change);
    assertEquals(
        Map.of(
            PID,
            Chat.configuration(
                "host_api.websocket", FEED, "ingress", "gateway", "param.server", "example.com")),
        configurations.kept());
    assertEquals("granted", code());
  }

  @Test
  public void aSecondGrantIsAddedToTheFirst() {
    grant(Chat.NAME, targets(FEED), Set.of("gateway"), Map.of());
    grant(Chat.NAME, targets("wss://b.test"), Set.of("alerts"), Map.of());

    assertEquals(
        Map.of(
            PID,
            Chat.configuration(
                "host_api.websocket", FEED + ", wss://b.test", "ingress", "alerts, gateway")),
        configurations.kept());
  }

  @Test
  public void theGrantOfAnOperatorIsAddedTo() throws Exception {
    configurations.put(
        Chat.NAME,
        Chat.configuration(
            "host_api.websocket", FEED, "secret.token", "canary", "mode", "enforce"));
    grant(Chat.NAME, targets("wss://b.test"), Set.of(), Map.of());

    assertEquals(
        Map.of(
            PID,
            Chat.configuration(
                "host_api.websocket", FEED + ", wss://b.test",
                "secret.token", "canary",
                "mode", "enforce")),
        configurations.kept());
  }

  @Test
  public void aGrantOfTheSameNameForAnotherPluginIsLeftAlone() throws Exception {
    configurations.put(Chat.NAME, Chat.configuration("plugin", "org.example.mail"));

    assertEquals(
        "io.sluice.grant~org.example.chat is a grant for org.example.mail, not for"
            + " org.example.chat; give it another name",
        refusal(() -> grant(Chat.NAME, targets(FEED), Set.of(), Map.of())));
    assertEquals(
        Map.of(PID, Chat.configuration("plugin", "org.example.mail")), configurations.kept());
  }

  @Test
  public void aNameThatIsNoSymbolicNameIsRefused() {
    for (String name : List.of("", " ", "*", "a b", "a,b", "../a", ".a", "a..b", "a.", "a\n")) {
      assertEquals(
          "not a bundle's symbolic name: " + name,
          refusal(() -> grant(name, targets(FEED), Set.of(), Map.of())));
    }
    assertEquals(Map.of(), configurations.kept());
  }

  @Test
  public void aRefusedGrantMustBeRepairedFirst() throws Exception {
    configurations.put(Chat.NAME, Chat.configuration("mode", "on"));

    String message =
        PID + " is refused and must be repaired first: mode: neither enforce nor report_only";
    assertEquals(message, refusal(() -> grant(Chat.NAME, targets(FEED), Set.of(), Map.of())));
    assertEquals(message, refusal(() -> store.revoke(Chat.NAME, Set.of(), Set.of(), Set.of())));
    assertEquals(Map.of(PID, Chat.configuration("mode", "on")), configurations.kept());
  }

  @Test
  public void aGrantThatWouldBeRefusedIsNotWritten() {
    assertEquals(
        "the grant would be refused: param.server: missing or empty; write its value or leave it out",
        refusal(() -> grant(Chat.NAME, targets(FEED), Set.of(), Map.of("server", ""))));
    assertEquals(
        "the grant would be refused: ingress[0]: not the name of an ingress, and not *",
        refusal(() -> grant(Chat.NAME, targets(FEED), Set.of("Gateway"), Map.of())));
    assertEquals(Map.of(), configurations.kept());
  }

  @Test
  public void aGrantThatCannotBeWrittenIsSaidToBe() {
    configurations.startFailing();

    assertEquals(
        "the grant could not be written: the disk is full",
        refusal(() -> grant(Chat.NAME, targets(FEED), Set.of(), Map.of())));
  }

  @Test
  public void aGrantThatIsNotInForceInTimeIsSaidNotToBe() {
    configurations.stopDelivering();

    assertEquals(
        new Change(List.of(PID), false), grant(Chat.NAME, targets(FEED), Set.of(), Map.of()));
  }

  @Test
  public void anInterruptedThreadStaysInterrupted() {
    configurations.stopDelivering();
    Thread.currentThread().interrupt();

    Change change = grant(Chat.NAME, targets(FEED), Set.of(), Map.of());

    assertTrue(Thread.interrupted());
    assertFalse(change.applied());
  }

  @Test
  public void aTargetIsRevokedInEveryGrant() throws Exception {
    authority.addDeclaration(Chat.declaring(FEED));
    String one = configurations.put("a", Chat.configuration("host_api.websocket", FEED));
    String other =
        configurations.put(
            "b", Chat.configuration("host_api.websocket", FEED + ", wss://b.test", "ingress", "*"));
    configurations.put("c", Chat.configuration("host_api.websocket", "wss://c.test"));

    assertEquals(
        new Change(List.of(one, other), true),
        store.revoke(Chat.NAME, targets(FEED), Set.of(), Set.of()));
    assertEquals(
        Map.of(
            other,
            Chat.configuration("host_api.websocket", "wss://b.test", "ingress", "*"),
            "io.sluice.grant~c",
            Chat.configuration("host_api.websocket", "wss://c.test")),
        configurations.kept());
    assertEquals("not_granted", code());
  }

  @Test
  public void allTargetsAreRevokedAndTheRestStays() throws Exception {
    configurations.put("a", Chat.configuration("host_api.websocket", FEED, "ingress", "*"));
    configurations.put(
        "b", Chat.configuration("host_api.websocket", FEED, "secret.token", "canary"));
    configurations.put(
        "mail", Chat.configuration("plugin", "org.example.mail", "host_api.websocket", FEED));

    assertEquals(
        new Change(List.of("io.sluice.grant~a", "io.sluice.grant~b"), true),
        store.revoke(Chat.NAME, Set.of(), Set.of(), Set.of()));
    assertEquals(
        Map.of(
            "io.sluice.grant~b",
            Chat.configuration("secret.token", "canary"),
            "io.sluice.grant~mail",
            Chat.configuration("plugin", "org.example.mail", "host_api.websocket", FEED)),
        configurations.kept());
  }

  @Test
  public void aPluginNameWithSpaceAroundItIsRevokedToo() throws Exception {
    configurations.put("a", Chat.configuration("plugin", Chat.NAME + " ", "ingress", "*"));

    assertEquals(1, store.revoke(Chat.NAME, Set.of(), Set.of(), Set.of()).pids().size());
    assertEquals(Map.of(), configurations.kept());
  }

  @Test
  public void whereNothingIsGrantedNothingIsRevoked() {
    assertEquals(
        new Change(List.of(), true), store.revoke(Chat.NAME, Set.of(), Set.of(), Set.of()));
  }

  @Test
  public void aTargetThatIsNotGrantedInThatFormIsNotRevoked() throws Exception {
    String pid = configurations.put("a", Chat.configuration("host_api.websocket", FEED));

    assertEquals(
        "wss://example.com is not granted to org.example.chat in this form; see sluice:grants",
        refusal(
            () -> store.revoke(Chat.NAME, targets(FEED, "wss://example.com"), Set.of(), Set.of())));
    assertEquals(
        Map.of(pid, Chat.configuration("host_api.websocket", FEED)), configurations.kept());
  }

  @Test
  public void aRevocationThatCannotBeWrittenIsSaidToBe() throws Exception {
    configurations.put("a", Chat.configuration("host_api.websocket", FEED));
    configurations.startFailing();

    assertEquals(
        "the grant could not be written: the disk is full",
        refusal(() -> store.revoke(Chat.NAME, Set.of(), Set.of(), Set.of())));
  }

  @Test
  public void aNewGrantIsWrittenIntoAFileToo() throws Exception {
    grant(
        store(temporary.getRoot().toPath()), Chat.NAME, targets(FEED), Set.of("gateway"), Map.of());

    Path file = temporary.getRoot().toPath().resolve("io.sluice.grant-org.example.chat.cfg");
    assertEquals(
        List.of("host_api.websocket = " + FEED, "ingress = gateway", "plugin = org.example.chat"),
        Files.readAllLines(file));
    assertEquals(
        Map.of(
            PID,
            Chat.configuration(
                "host_api.websocket",
                FEED,
                "ingress",
                "gateway",
                "felix.fileinstall.filename",
                file.toFile().toURI().toString())),
        configurations.kept());
  }

  @Test
  public void aGrantThatWasMadeElsewhereGetsNoFile() throws Exception {
    Map<String, Object> values = Chat.configuration("secret.token", "canary");
    values.put("deny", new String[] {"wss://a.test"});
    configurations.put(Chat.NAME, values);

    grant(store(temporary.getRoot().toPath()), Chat.NAME, targets(FEED), Set.of(), Map.of());

    assertEquals(0, temporary.getRoot().list().length);
  }

  @Test
  public void aFileThatIsNotInForceIsNotOverwritten() throws Exception {
    Path file = temporary.newFile("io.sluice.grant-org.example.chat.cfg").toPath();
    Files.writeString(file, "mode = of");

    assertEquals(
        "the grant could not be written: " + file + " is there already, but is not in force",
        refusal(
            () ->
                grant(
                    store(temporary.getRoot().toPath()),
                    Chat.NAME,
                    targets(FEED),
                    Set.of(),
                    Map.of())));
    assertEquals("mode = of", Files.readString(file));
    assertEquals(Map.of(), configurations.kept());
  }

  @Test
  public void aGrantThatCannotBeWrittenLeavesNoFile() {
    configurations.startFailing();

    refusal(
        () ->
            grant(
                store(temporary.getRoot().toPath()), Chat.NAME, targets(FEED), Set.of(), Map.of()));

    assertEquals(0, temporary.getRoot().list().length);
  }

  @Test
  public void filesAreKeptWhereTheHostSays() {
    assertEquals(
        Path.of("ours"),
        GrantStoreComponent.directory(Map.of("sluice.etc", "ours", "karaf.etc", "theirs")::get));
    assertEquals(
        Path.of("theirs"), GrantStoreComponent.directory(Map.of("karaf.etc", "theirs")::get));
    assertNull(GrantStoreComponent.directory(name -> null));
  }

  private static Set<AddressBlock> blocks(String... texts) {
    return Arrays.stream(texts)
        .map(AddressBlock::new)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  @Test
  public void addressesAreAddedToThoseThatAreThere() throws Exception {
    configurations.put(Chat.NAME, Chat.configuration("addresses", "127.0.0.0/8"));
    store.grant(
        Chat.NAME,
        new GrantAddition(Set.of(), Set.of(), blocks("10.0.0.0/8", "127.0.0.0/8"), Map.of()));

    assertEquals(
        Map.of(PID, Chat.configuration("addresses", "127.0.0.0/8, 10.0.0.0/8")),
        configurations.kept());
  }

  @Test
  public void anAddressIsTakenBackAndTheTargetsStay() throws Exception {
    configurations.put(
        Chat.NAME,
        Chat.configuration("addresses", "127.0.0.0/8, 10.0.0.0/8", "host_api.websocket", FEED));
    store.revoke(Chat.NAME, Set.of(), Set.of(), blocks("127.0.0.0/8"));

    assertEquals(
        Map.of(PID, Chat.configuration("addresses", "10.0.0.0/8", "host_api.websocket", FEED)),
        configurations.kept());
  }

  @Test
  public void anIngressIsTakenBackAndTheTargetsStay() throws Exception {
    configurations.put(
        Chat.NAME, Chat.configuration("ingress", "gateway, other", "host_api.websocket", FEED));
    store.revoke(Chat.NAME, Set.of(), Set.of("other"), Set.of());

    assertEquals(
        Map.of(PID, Chat.configuration("ingress", "gateway", "host_api.websocket", FEED)),
        configurations.kept());
  }

  @Test
  public void anIngressThatIsGrantedWithAllOthersIsNotTakenBackAlone() throws Exception {
    configurations.put(Chat.NAME, Chat.configuration("ingress", "*"));

    assertEquals(
        "gateway is not granted to org.example.chat in this form; see sluice:grants",
        refusal(() -> store.revoke(Chat.NAME, Set.of(), Set.of("gateway"), Set.of())));
  }

  @Test
  public void withEverythingAlsoTheAddressesAreTakenBack() throws Exception {
    configurations.put(
        Chat.NAME,
        Chat.configuration("addresses", "127.0.0.0/8", "host_api.websocket", FEED, "deny", FEED));
    store.revoke(Chat.NAME, Set.of(), Set.of(), Set.of());

    assertEquals(Map.of(PID, Chat.configuration("deny", FEED)), configurations.kept());
  }

  @Test
  public void anAddressThatIsNotGrantedInThatFormIsNotTakenBack() throws Exception {
    configurations.put(Chat.NAME, Chat.configuration("addresses", "127.0.0.0/8"));

    assertEquals(
        "127.0.0.1/32 is not granted to org.example.chat in this form; see sluice:grants",
        refusal(() -> store.revoke(Chat.NAME, Set.of(), Set.of(), blocks("127.0.0.1/32"))));
  }
}
