// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.felix;

import static org.awaitility.Awaitility.await;
import static org.junit.Assert.assertEquals;

import com.sun.management.UnixOperatingSystemMXBean;
import io.sluice.testkit.TestPeer;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWiring;

/**
 * A plugin that is gone is gone: nothing of the host holds on to it. {@code -Dsluice.lives=500}
 * makes it 500 lives.
 */
public class LifeLeakIT extends PluginTest {

  private static final int WARM_UP = 20;
  private static final int LIVES = Integer.getInteger("sluice.lives", 100);

  /** Far fewer than lives, so that what each leaves behind is seen. */
  private static final int NOISE = 20;

  /** Each life loads some classes of its own. */
  private static final int NOISE_OF_CLASSES = 60;

  private static final long NOISE_OF_BYTES = 16 << 20;
  private static final Duration SOON = Duration.ofMillis(5);

  /** What there is of all that a life could leave behind. */
  private record Remains(List<String> threads, long files, long classes, long bytes) {

    static Remains now() {
      System.gc();
      return new Remains(
          Stream.of(hostThreads()).map(name -> name.replaceAll("[0-9]+$", "n")).toList(),
          ManagementFactory.getPlatformMXBean(UnixOperatingSystemMXBean.class)
              .getOpenFileDescriptorCount(),
          ManagementFactory.getClassLoadingMXBean().getLoadedClassCount(),
          ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }

    boolean isAsMuchAs(Remains before) {
      return Set.copyOf(threads).equals(Set.copyOf(before.threads))
          && threads.size() < before.threads.size() + NOISE
          && files < before.files + NOISE
          && classes < before.classes + NOISE_OF_CLASSES
          && bytes < before.bytes + NOISE_OF_BYTES;
    }
  }

  @Test
  public void manyLivesLeaveNothingBehind() throws Exception {
    grant(Map.of());
    List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
    for (int i = 0; i < WARM_UP; i++) {
      loaders.add(live());
    }
    awaitCollected(loaders);
    Remains before = Remains.now();

    for (int i = 0; i < LIVES; i++) {
      loaders.add(live());
    }

    awaitCollected(loaders);
    Remains after =
        await("as much as before, which was " + before)
            .atMost(Host.LIMIT)
            .until(Remains::now, remains -> remains.isAsMuchAs(before));
    assertEquals(WARM_UP + LIVES, gateway.acceptedSockets());
    assertEquals(0, gateway.sockets());
    System.out.printf("%d lives%nbefore: %s%nafter: %s%n", LIVES, before, after);
  }

  private static void awaitCollected(List<WeakReference<ClassLoader>> loaders) {
    await("all class loaders are collected")
        .atMost(Host.LIMIT)
        .until(
            () -> {
              System.gc();
              return loaders.stream().filter(loader -> loader.get() != null).count();
            },
            left -> left == 0);
  }

  /** One life, with all that a plugin does in it. */
  private WeakReference<ClassLoader> live() throws Exception {
    Bundle bundle = host.start(fixture());
    WeakReference<ClassLoader> loader =
        new WeakReference<>(bundle.adapt(BundleWiring.class).getClassLoader());
    TestPeer peer = gateway.awaitPeer();
    for (String order :
        List.of(
            "status busy",
            "throw java.lang.IllegalStateException",
            "malformed",
            "litter",
            "submit bye")) {
      peer.send(order);
    }
    Set<String> awaited = new HashSet<>(Set.of("littered", "result ok"));
    while (!awaited.isEmpty()) {
      awaited.remove(peer.awaitText());
    }

    bundle.stop();
    peer.awaitEnd();
    host.uninstall(bundle);
    await("it is not listed any more")
        .pollInterval(SOON)
        .atMost(Host.LIMIT)
        .until(() -> host.plugins().isEmpty());
    return loader;
  }
}
