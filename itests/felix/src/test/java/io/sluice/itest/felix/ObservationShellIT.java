// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.felix;

import static org.awaitility.Awaitility.await;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.sluice.api.protocol.RunStart;
import io.sluice.api.protocol.TextDelta;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.After;
import org.junit.Test;
import org.osgi.framework.Bundle;

/** The commands about observation as they are typed. */
public class ObservationShellIT extends LocalBackendTest {

  private final List<Watcher> watchers = new ArrayList<>();

  @After
  public void stopWatching() {
    watchers.forEach(watcher -> watcher.socket().abort());
  }

  private String type(String command) throws Exception {
    return host.type("sluice:" + command);
  }

  private JsonArray json(String command) throws Exception {
    return JsonParser.parseString(type(command)).getAsJsonArray();
  }

  /** The one element about the test's worker. */
  private JsonObject ofWorker(JsonArray all, String name) {
    return StreamSupport.stream(all.spliterator(), false)
        .map(JsonElement::getAsJsonObject)
        .filter(each -> each.get("worker").getAsString().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " is not in " + all));
  }

  private Watcher watch() {
    Watcher watcher = follow("", Map.of());
    watchers.add(watcher);
    watcher.awaitFrame("snapshot");
    return watcher;
  }

  private static void assertLine(String pattern, String text) {
    assertTrue(
        "no line like " + pattern + " in:\n" + text,
        text.lines().anyMatch(line -> line.matches(pattern)));
  }

  private void assertRefused(String message, String command) {
    Exception refusal = assertThrows(Exception.class, () -> type(command));
    assertEquals(message, refusal.getMessage());
  }

  @Test
  public void workersAreListed() throws Exception {
    publisher.publish(new RunStart("r"));

    String listed = type("workers");

    assertLine("WORKER +VERSION +STATUS +SERVICE +EVENTS +KEPT +BYTES +FOLLOWERS", listed);
    assertLine(plugin() + " +1\\.0\\.0\\S* +running +ready +\\d+ +\\d+ +\\d+ +0", listed);
  }

  @Test
  public void workersAsJson() throws Exception {
    publisher.publish(new RunStart("r"));

    JsonObject worker = ofWorker(json("workers --json"), plugin());

    assertEquals(
        Set.of(
            "worker",
            "version",
            "status",
            "service",
            "published",
            "kept",
            "kept_bytes",
            "followers"),
        worker.keySet());
    assertEquals("running", worker.get("status").getAsString());
    assertTrue(worker.toString(), worker.get("kept_bytes").getAsLong() > 0);
  }

  @Test
  public void observersOfBothSidesAreListed() throws Exception {
    watch();

    String listed = type("observers");

    assertLine("WORKER +FROM +FOR +FRAMES +BYTES +BEHIND", listed);
    assertLine(plugin() + " +127\\.0\\.0\\.1:\\d+ .*", listed);
    assertLine("here/" + plugin() + " +127\\.0\\.0\\.1:\\d+ .*", listed);
    JsonObject client = ofWorker(json("observers --json"), "here/" + plugin());
    assertEquals(
        Set.of("worker", "remote_address", "since", "frames", "bytes", "behind"), client.keySet());
    assertTrue(client.toString(), client.get("frames").getAsLong() >= 1);
  }

  @Test
  public void nobodyObserves() throws Exception {
    await("those of other tests are gone")
        .atMost(Host.LIMIT)
        .until(() -> type("observers").equals("nobody observes a worker"));
    assertEquals(0, json("observers --json").size());
  }

  private long refused(String endpoint, String what) throws Exception {
    return JsonParser.parseString(type("observers --refused --json"))
        .getAsJsonObject()
        .getAsJsonObject(endpoint)
        .get(what)
        .getAsLong();
  }

  @Test
  public void whatWasRefusedIsCounted() throws Exception {
    long messages = refused("backend", "messages");
    long handshakes = refused("runtime", "handshakes");
    Watcher watcher = watch();
    watcher.socket().sendText("stop", true).join();
    assertEquals(4405, watcher.awaitClose());
    assertThrows(Exception.class, () -> Watcher.follow(runtimePort, "itest.nobody", ""));

    assertEquals(messages + 1, refused("backend", "messages"));
    assertEquals(handshakes + 1, refused("runtime", "handshakes"));
    String listed = type("observers --refused");
    assertLine("ENDPOINT +CONNECTIONS +HANDSHAKES +MESSAGES +FLOODS +SLOW", listed);
    assertLine("backend +0 +\\d+ +[1-9]\\d* +0 +0", listed);
  }

  @Test
  public void runtimesAreListed() throws Exception {
    watch();

    String listed = type("runtimes");

    assertLine("RUNTIME +WORKER +STATE +EVENTS +KEPT +BYTES +CLIENTS +DIALS", listed);
    assertLine("here +" + plugin() + " +connected +\\d+ +\\d+ +\\d+ +1 +1", listed);
    JsonObject here = json("runtimes --json").get(0).getAsJsonObject();
    assertEquals(Set.of("runtime", "workers"), here.keySet());
    JsonObject worker = ofWorker(here.getAsJsonArray("workers"), plugin());
    assertEquals("connected", worker.get("state").getAsString());
    assertEquals("", worker.get("trouble").getAsString());
    assertFalse(listed, listed.contains(String.valueOf(runtimePort)));
  }

  @Test
  public void aWorkerIsFollowed() throws Exception {
    publisher.publish(new RunStart("r"));
    publisher.publish(new TextDelta("r", "t", "Hello"));

    List<String> printed = type("follow --most 1 " + plugin()).lines().toList();

    assertEquals(1, printed.size());
    assertTrue(printed.get(0), printed.get(0).startsWith("snapshot "));
    assertTrue(printed.get(0), printed.get(0).contains("\"delta\":\"Hello\""));
  }

  @Test
  public void aWorkerIsFollowedByTheBackend() throws Exception {
    publisher.publish(new RunStart("r"));

    String printed = type("follow --most 1 here/" + plugin());

    assertTrue(printed, printed.startsWith("snapshot "));
    assertTrue(printed, printed.contains("\"run_id\":\"r\""));
  }

  @Test
  public void framesAreFollowedAsTheyAre() throws Exception {
    JsonObject frame =
        JsonParser.parseString(type("follow --json --most 1 here/" + plugin())).getAsJsonObject();

    assertEquals(
        Set.of("kind", "cursor", "event_id", "runtime_id", "worker_id", "payload"), frame.keySet());
    assertEquals("here", frame.get("runtime_id").getAsString());
  }

  @Test
  public void theEndOfTheKeyboardEndsFollowing() throws Exception {
    type("follow " + plugin());
    type("follow here/" + plugin());
    await("nothing of it is left")
        .atMost(Host.LIMIT)
        .until(
            () ->
                Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(thread -> thread.getName().equals("sluice-shell-key")));
  }

  @Test
  public void whatIsNotThereIsRefused() {
    assertRefused("no worker is named itest.x; sluice:workers shows them", "follow itest.x");
    assertRefused("no Runtime is named away; sluice:runtimes shows them", "follow away/itest.x");
    assertRefused("which worker? sluice:follow [--json] [--most N] WORKER", "follow");
  }

  @Test
  public void whereNothingObservesTheCommandsSaySo() throws Exception {
    Bundle observe = host.bundle("io.sluice.observe");
    Bundle proxy = host.bundle("io.sluice.proxy");
    observe.stop();
    try {
      String missing = message("workers");
      assertTrue(missing, missing.contains("io.sluice.observe"));
      assertEquals(missing, message("follow " + plugin()));
      type("observers");
      proxy.stop();
      assertTrue(message("runtimes"), message("runtimes").contains("io.sluice.proxy"));
      assertEquals(missing, message("observers"));
    } finally {
      observe.start();
      proxy.start();
    }
  }

  private String message(String command) {
    return String.valueOf(assertThrows(Exception.class, () -> type(command)).getMessage());
  }
}
