// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.launcher;

import static org.awaitility.Awaitility.await;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.sluice.testkit.TestPeer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.Test;

/** A host with 64 MiB of heap, and plugins whose queues are full of texts. */
public class SmallHeapIT extends ProcessTest {

  private static final String NAME = "io.sluice.fixture.obedient";
  private static final int PLUGINS = 6;
  private static final long QUEUE_BYTES = 4 << 20;
  private static final String TEXT = "x".repeat(200_000);

  private final Map<TestPeer, AtomicLong> sent = new ConcurrentHashMap<>();

  /** Drops a plugin under a name of its own, with a grant. */
  private void drop(int number) throws IOException {
    Path plugins = Files.createDirectories(folder.resolve("plugins"));
    Path jar = Files.copy(SluiceProcess.obedient(), plugins.resolve("stuck" + number + ".jar"));
    try (FileSystem zip = FileSystems.newFileSystem(URI.create("jar:" + jar.toUri()), Map.of())) {
      Path manifest = zip.getPath("META-INF", "MANIFEST.MF");
      String headers = Files.readString(manifest);
      String name = "Bundle-SymbolicName: " + NAME;
      assertTrue(headers, headers.contains(name));
      Files.writeString(manifest, headers.replace(name, name + number));
    }
    etc(
        "io.sluice.grant-stuck" + number + ".cfg",
        "plugin = " + NAME + number,
        "host_api.websocket = ws://127.0.0.1:" + gateway.port(),
        "ingress = main",
        "addresses = 127.0.0.0/8",
        "param.port = " + gateway.port());
  }

  /** The server's part: has the handler block, and sends for ever. */
  private void flood(TestPeer peer) throws IOException {
    if (peer.handshake().requestTarget().equals("/main")) {
      AtomicLong bytes = sent.computeIfAbsent(peer, each -> new AtomicLong());
      peer.send("block");
      while (peer.isOpen()) {
        peer.send(TEXT);
        bytes.addAndGet(TEXT.length());
      }
    }
  }

  private List<Long> sentBytes() {
    return sent.values().stream().map(AtomicLong::get).toList();
  }

  /** The peers cannot send on, since nothing is read any more. */
  private void awaitFullQueues() {
    await("all queues are full")
        .atMost(SluiceProcess.LIMIT)
        .until(() -> sentBytes().stream().filter(bytes -> bytes > QUEUE_BYTES).count() == PLUGINS);
    List<Long> before = new ArrayList<>();
    await("nothing more is taken")
        .pollInterval(Duration.ofSeconds(1))
        .atMost(SluiceProcess.LIMIT)
        .until(
            () -> {
              List<Long> now = sentBytes();
              boolean same = now.equals(before);
              before.clear();
              before.addAll(now);
              return same;
            });
  }

  @Test
  public void fullQueuesFitIntoASmallHeap() throws Exception {
    gateway.play(this::flood);
    for (int number = 0; number < PLUGINS; number++) {
      drop(number);
    }
    SluiceProcess host = start(List.of("-Xmx64m"), List.of());
    awaitFullQueues();
    dropEcho();
    grantEcho();

    TestPeer echo = gateway.awaitPeer();
    while (echo.handshake().requestTarget().equals("/main")) {
      echo = gateway.awaitPeer();
    }
    for (int i = 0; i < 1_000; i++) {
      echo.send("text " + i);
      assertEquals("text " + i, echo.awaitText());
    }

    assertTrue(host.isAlive());
    assertFalse(host.err(), host.err().contains("OutOfMemory"));
    assertEquals("connections that were not lost", PLUGINS + 1, gateway.acceptedSockets());
  }
}
