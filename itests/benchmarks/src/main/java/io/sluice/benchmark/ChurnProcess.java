// SPDX-License-Identifier: Apache-2.0
package io.sluice.benchmark;

import io.sluice.benchmark.Churn.Step;
import io.sluice.spi.authority.AuthorityListener;
import io.sluice.spi.connection.ConnectionListener;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.osgi.framework.Bundle;

/**
 * A host with plugins that are connected, of one of which something changes again and again. It
 * prints {@code result}, the median of the nanoseconds that this takes, and the median of the bytes
 * that all threads allocate until the host is calm again. Arguments: {@code STEP PORT PLUGINS}.
 */
public final class ChurnProcess {

  private static final String FIXTURE = "meter";
  private static final int WARM_UP = 20;
  private static final int MEASURED = 20;

  /** The host is calm after this time, and so is the peer. */
  private static final long CALM_MILLIS = 60;

  private final HostFelix host;
  private final Load load;
  private final String plugin;
  private final Awaited awaited;
  private Bundle bundle;

  private ChurnProcess(HostFelix host, Load load, String plugin, Bundle bundle) {
    this.host = host;
    this.load = load;
    this.plugin = plugin;
    this.bundle = bundle;
    this.awaited = new Awaited(plugin);
    host.context()
        .registerService(
            new String[] {ConnectionListener.class.getName(), AuthorityListener.class.getName()},
            awaited,
            null);
  }

  /** Serves one measurement. */
  public static void main(String[] arguments) throws Exception {
    Step step = Step.valueOf(arguments[0].toUpperCase(Locale.ROOT));
    int plugins = Integer.parseInt(arguments[2]);
    Load load = new Load(Load.Kind.IDLE, Integer.parseInt(arguments[1]), 1);
    HostFelix host = HostFelix.start(Set.of(HostFelix.OBSERVE));
    SluiceHost.allowMany(host);
    Bundle last = host.context().getBundle();
    String name = "";
    for (int i = 0; i < plugins; i++) {
      name = HostFelix.nameOf(FIXTURE) + i;
      SluiceHost.grant(host, name, load.port(), 1);
      last = install(host, load, name);
      last.start();
    }
    SluiceHost.awaitConnected(host, plugins);
    new ChurnProcess(host, load, name, last).measure(step);
    Runtime.getRuntime().halt(0);
  }

  private static Bundle install(HostFelix host, Load load, String name) throws Exception {
    return host.install(FIXTURE, name, SluiceHost.manifest(load, 1));
  }

  private void measure(Step step) throws Exception {
    long[] nanos = new long[MEASURED];
    long[] bytes = new long[MEASURED];
    for (int i = -WARM_UP; i < MEASURED; i++) {
      prepare(step);
      long calm = calmly();
      awaited.begin();
      long before = Allocation.ofAllThreads();
      long began = System.nanoTime();
      long over = take(step);
      Thread.sleep(CALM_MILLIS);
      if (i >= 0) {
        nanos[i] = over - began;
        bytes[i] = Allocation.ofAllThreads() - before - calm;
      }
      undo(step);
    }
    System.out.println("result " + median(nanos) + " " + median(bytes));
  }

  /** What is allocated while nothing happens, and by the account itself. */
  private static long calmly() throws InterruptedException {
    Thread.sleep(CALM_MILLIS);
    long before = Allocation.ofAllThreads();
    Thread.sleep(CALM_MILLIS);
    return Allocation.ofAllThreads() - before;
  }

  private static long median(long[] numbers) {
    Arrays.sort(numbers);
    return numbers[numbers.length / 2];
  }

  /** Gets to where the step can be taken. */
  private void prepare(Step step) throws Exception {
    awaited.begin();
    switch (step) {
      case WIDEN, REVOKE, STOP -> {
        // It is connected.
      }
      case GRANT -> {
        revoke();
        awaited.disconnected();
      }
      case START -> {
        bundle.stop();
        awaited.disconnected();
      }
      case INSTALL -> {
        bundle.uninstall();
        awaited.disconnected();
      }
    }
  }

  /** Takes it, and returns when it was over. */
  private long take(Step step) throws Exception {
    return switch (step) {
      case WIDEN -> {
        grant("ws://127.0.0.1:" + load.port(), "wss://example.com");
        yield awaited.decided();
      }
      case REVOKE -> {
        revoke();
        yield awaited.disconnected();
      }
      case GRANT -> {
        grant("ws://127.0.0.1:" + load.port());
        yield awaited.connected();
      }
      case START -> {
        bundle.start();
        yield awaited.connected();
      }
      case STOP -> {
        bundle.stop();
        yield System.nanoTime();
      }
      case INSTALL -> {
        bundle = install(host, load, plugin);
        bundle.start();
        yield awaited.connected();
      }
    };
  }

  /** Gets back to where it is connected. */
  private void undo(Step step) throws Exception {
    awaited.begin();
    switch (step) {
      case WIDEN -> {
        grant("ws://127.0.0.1:" + load.port());
        awaited.decided();
      }
      case REVOKE -> {
        grant("ws://127.0.0.1:" + load.port());
        awaited.connected();
      }
      case STOP -> {
        bundle.start();
        awaited.connected();
      }
      case GRANT, START, INSTALL -> {
        // It is connected again.
      }
    }
  }

  private void revoke() throws Exception {
    grant();
  }

  private void grant(String... targets) throws Exception {
    Map<String, Object> values = new HashMap<>(SluiceHost.grantOf(plugin, load.port(), 1));
    values.put("host_api.websocket", targets);
    host.configure("io.sluice.grant", plugin, values);
  }
}
