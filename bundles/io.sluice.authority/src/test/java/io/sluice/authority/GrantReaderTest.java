// SPDX-License-Identifier: Apache-2.0
package io.sluice.authority;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.sluice.spi.configuration.BadValueException;
import io.sluice.spi.target.AddressBlock;
import io.sluice.spi.target.Target;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.Test;

public final class GrantReaderTest {

  private static final String PID = "io.sluice.grant~chat";

  private static Grant read(String key, Object value) throws BadValueException {
    Map<String, Object> values = Chat.configuration();
    values.put(key, value);
    return GrantReader.read(PID, values);
  }

  private static List<Target> targets(String... lines) {
    return List.of(lines).stream().map(Target::parse).toList();
  }

  @Test
  public void everyKeyIsRead() throws Exception {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("plugin", "org.example.chat");
    values.put("version", "1.2.0");
    values.put("digest", Chat.DIGEST);
    values.put("host_api.websocket", "wss://example.com/feed");
    values.put("host_api.request", "POST https://api.example.com/v1");
    values.put("deny", "wss://example.com/feed/admin");
    values.put("ingress", "gateway");
    values.put("addresses", "127.0.0.0/8");
    values.put("secret.gateway-token", "canary");
    values.put("param.server", "example.com");
    values.put("max_connections", 16);
    values.put("max_text_bytes", 1_048_576);
    values.put("mode", "report_only");

    assertEquals(
        new Grant(
            PID,
            "org.example.chat",
            "1.2.0",
            Chat.DIGEST,
            targets("wss://example.com/feed"),
            targets("POST https://api.example.com/v1"),
            targets("wss://example.com/feed/admin"),
            Set.of("gateway"),
            List.of(new AddressBlock("127.0.0.0/8")),
            Map.of("gateway-token", "canary"),
            Map.of(),
            Map.of("server", "example.com"),
            16,
            1_048_576,
            true),
        GrantReader.read(PID, values));
  }

  @Test
  public void aGrantThatOnlyNamesAPluginGrantsNothing() throws Exception {
    Grant grant = GrantReader.read(PID, Map.of("plugin", "org.example.chat"));

    assertEquals(
        new Grant(
            PID,
            "org.example.chat",
            "",
            "",
            List.of(),
            List.of(),
            List.of(),
            Set.of(),
            List.of(),
            Map.of(),
            Map.of(),
            Map.of(),
            0,
            0,
            false),
        grant);
  }

  @Test
  public void anEmptyListGrantsNothing() throws Exception {
    for (Object empty : List.of("", " ", ",", new String[0], List.of())) {
      Grant grant = read("host_api.websocket", empty);

      assertEquals(List.of(), grant.websocket());
    }
  }

  @Test
  public void aListMayBeAnArray() throws Exception {
    String[] lines = {"wss://a.example.com", " wss://b.example.com "};

    assertEquals(
        targets("wss://a.example.com", "wss://b.example.com"),
        read("host_api.websocket", lines).websocket());
  }

  @Test
  public void aListMayBeACollection() throws Exception {
    Set<String> lines = new LinkedHashSet<>(List.of("wss://a.example.com", "wss://b.example.com"));

    assertEquals(
        targets("wss://a.example.com", "wss://b.example.com"),
        read("host_api.websocket", lines).websocket());
  }

  @Test
  public void aListMayBeOneTextWithCommas() throws Exception {
    assertEquals(
        targets("wss://a.example.com", "wss://b.example.com:8443/x"),
        read("host_api.websocket", "wss://a.example.com , wss://b.example.com:8443/x,")
            .websocket());
  }

  @Test
  public void aRequestTargetInAListMayHaveSeveralMethods() throws Exception {
    List<Target> expected =
        targets(
            "GET,POST https://a.example.com/v1",
            "PUT https://b.example.com",
            "DELETE,PATCH https://c.example.com");

    assertEquals(
        expected,
        read(
                "host_api.request",
                "GET, POST https://a.example.com/v1, PUT https://b.example.com,"
                    + "DELETE,PATCH https://c.example.com")
            .request());
  }

  @Test
  public void aRequestTargetInAnArrayMayHaveSeveralMethods() throws Exception {
    String[] lines = {"GET,POST https://a.example.com/v1", "PUT https://b.example.com"};

    assertEquals(targets(lines), read("host_api.request", lines).request());
  }

  @Test
  public void targetsOfBothKindsCanBeDenied() throws Exception {
    assertEquals(
        targets("wss://a.example.com", "GET,PUT https://b.example.com"),
        read("deny", "wss://a.example.com, GET,PUT https://b.example.com").deny());
  }

  @Test
  public void allIngressesAreAnAsterisk() throws Exception {
    assertEquals(Set.of("*"), read("ingress", "*").ingresses());
    assertEquals(Set.of("gateway", "alerts_2"), read("ingress", "gateway,alerts_2").ingresses());
  }

  @Test
  public void addressesAreBlocks() throws Exception {
    assertEquals(
        List.of(new AddressBlock("10.0.0.0/8"), new AddressBlock("fd00::/8")),
        read("addresses", "10.0.0.0/8, fd00::/8").addresses());
  }

  @Test
  public void aNumberMayBeWrittenAsAText() throws Exception {
    assertEquals(16, read("max_connections", " 16 ").maxConnections());
    assertEquals(16, read("max_connections", 16L).maxConnections());
    assertEquals(16, read("max_connections", 16).maxConnections());
  }

  @Test
  public void theLeastAndTheMostNumbersAreAccepted() throws Exception {
    assertEquals(1, read("max_connections", 1).maxConnections());
    assertEquals(4_096, read("max_connections", 4_096).maxConnections());
    assertEquals(1, read("max_text_bytes", "1").maxTextBytes());
    assertEquals(16 << 20, read("max_text_bytes", "16777216").maxTextBytes());
  }

  @Test
  public void aVersionIsReadAsOsgiReadsIt() throws Exception {
    assertEquals("1.2.0", read("version", "1.2").version());
    assertEquals("1.2.0.rc1", read("version", " 1.2.0.rc1 ").version());
  }

  @Test
  public void aModeIsEnforcedUnlessItSaysOtherwise() throws Exception {
    assertFalse(read("mode", "enforce").reportOnly());
    assertFalse(GrantReader.read(PID, Chat.configuration()).reportOnly());
    assertTrue(read("mode", " report_only ").reportOnly());
  }

  @Test
  public void spaceAroundATextIsNoPartOfIt() throws Exception {
    assertEquals("org.example.chat", read("plugin", " org.example.chat ").plugin());
    assertEquals(Map.of("token", "canary"), read("secret.token", " canary ").secrets());
    assertEquals(Map.of("server", "a"), read("param.server", " a ").parameters());
  }

  @Test
  public void aSecretMayHoldAnyText() throws Exception {
    assertEquals(
        Map.of("token", "a, b\\ \"c\" \u00e9"),
        read("secret.token", "a, b\\ \"c\" \u00e9").secrets());
  }

  @Test
  public void theLongestTextIsAccepted() throws Exception {
    String longest = "x".repeat(65_536);

    assertEquals(Map.of("token", longest), read("secret.token", longest).secrets());
  }

  @Test
  public void theMostElementsAreAccepted() throws Exception {
    String all = "wss://example.com,".repeat(256);

    assertEquals(256, read("host_api.websocket", all).websocket().size());
  }

  @Test
  public void whatManagementAgentsAddIsIgnored() throws Exception {
    for (String key :
        List.of(
            "service.pid",
            "service.factoryPid",
            "service.bundleLocation",
            "felix.fileinstall.filename",
            "org.apache.karaf.features.configKey",
            "component.name",
            ":configurator:feature",
            ".private")) {
      assertEquals("org.example.chat", read(key, List.of(1)).plugin());
    }
  }

  @Test
  public void aSecretThatCouldNotBeReadIsNone() {
    Grant grant = Chat.grant("secret.token", "$[secret:token]", "secret.other", "there");

    assertEquals(Map.of("other", "there"), grant.secrets());
  }

  @Test
  public void aSecretOfWhichAPartCouldNotBeReadIsNone() {
    assertEquals(Map.of(), Chat.grant("secret.token", "Bearer $[env:token]").secrets());
  }
}
