// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.felix;

import static org.awaitility.Awaitility.await;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.sun.management.UnixOperatingSystemMXBean;
import io.sluice.testkit.TestPeer;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWiring;

/** A plugin that is gone is gone: nothing of the host holds on to it. */
public class LifeLeakIT extends PluginTest {

  private static final int WARM_UP = 10;
  private static final int LIVES = 100;

  /** Far fewer than lives, so that what each leaves behind is seen. */
  private static final int NOISE = 20;

  private static final Duration SOON = Duration.ofMillis(5);

  @Test
  public void aHundredLivesLeaveNothingBehind() throws Exception {
    grant(Map.of());
    for (int i = 0; i < WARM_UP; i++) {
      live();
    }
    int threads = threads();
    long files = openFiles();

    List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
    for (int i = 0; i < LIVES; i++) {
      loaders.add(live());
    }

    await("all class loaders are collected")
        .atMost(Host.LIMIT)
        .until(
            () -> {
              System.gc();
              return loaders.stream().filter(loader -> loader.get() != null).count();
            },
            left -> left == 0);
    assertEquals(WARM_UP + LIVES, gateway.acceptedSockets());
    assertEquals(0, gateway.sockets());
    assertTrue(threads() + " threads for " + threads, threads() < threads + NOISE);
    assertTrue(openFiles() + " files for " + files, openFiles() < files + NOISE);
  }

  /** One life, with all that a plugin does in it. */
  private WeakReference<ClassLoader> live() throws Exception {
    Bundle bundle = host.start(fixture());
    WeakReference<ClassLoader> loader =
        new WeakReference<>(bundle.adapt(BundleWiring.class).getClassLoader());
    TestPeer peer = gateway.awaitPeer();
    for (String order :
        List.of(
            "status busy", "throw java.lang.IllegalStateException", "malformed", "submit bye")) {
      peer.send(order);
    }
    assertEquals("bye", peer.awaitText());
    assertEquals("result ok", peer.awaitText());

    bundle.stop();
    peer.awaitEnd();
    bundle.uninstall();
    await("it is not listed any more")
        .pollInterval(SOON)
        .atMost(Host.LIMIT)
        .until(() -> host.plugins().isEmpty());
    return loader;
  }

  private static int threads() {
    return ManagementFactory.getThreadMXBean().getThreadCount();
  }

  /** Sockets, and jars that were not closed. */
  private static long openFiles() {
    return ManagementFactory.getPlatformMXBean(UnixOperatingSystemMXBean.class)
        .getOpenFileDescriptorCount();
  }
}
