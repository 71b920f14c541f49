// SPDX-License-Identifier: Apache-2.0
package io.sluice.authority;

import io.sluice.spi.authority.Decision;
import io.sluice.spi.plugin.DeclaredTarget;
import io.sluice.spi.plugin.PluginDeclaration;
import io.sluice.spi.plugin.PluginId;
import io.sluice.spi.plugin.PluginManifest;
import io.sluice.spi.target.Access;
import io.sluice.spi.target.Scheme;
import io.sluice.spi.target.TargetTemplate;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.osgi.framework.FrameworkUtil;

/**
 * What a decision costs as the executor asks for one, and what a change of one grant costs as
 * Configuration Admin hands it over, among few and many plugins that have one grant each.
 */
@Fork(1)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class AuthorityBenchmark {

  /** The registry with all its plugins, of which the one in the middle is asked about. */
  @State(Scope.Benchmark)
  public static class Host {

    /** How many grants there are, and plugins. */
    @Param({"1", "100", "10000"})
    public int grants;

    AuthorityComponent authority = new AuthorityComponent((a, b, c, d, e, f) -> {});
    long asked;

    /** Declares and grants. */
    @Setup
    public void fill() {
      for (int i = 0; i < grants; i++) {
        authority.addDeclaration(declaration(i));
        authority.updated(pid(i), grant(i, "wss://example.com/feed"));
      }
      asked = grants / 2;
    }

    private static PluginDeclaration declaration(int number) {
      List<DeclaredTarget> targets = new ArrayList<>();
      for (String path : List.of("/feed", "/more")) {
        targets.add(
            new DeclaredTarget(
                new TargetTemplate(Set.of(), Scheme.of("wss"), "example.com", "", path), ""));
      }
      return new PluginDeclaration(
          new PluginId(name(number), "1.0.0", "sha256:" + "0".repeat(64), number),
          new PluginManifest("", List.of(), targets, List.of(), List.of()));
    }

    private static String name(long number) {
      return "org.example.plugin" + number;
    }

    static String pid(long number) {
      return "io.sluice.grant~" + number;
    }

    static Dictionary<String, ?> grant(long number, String target) {
      return FrameworkUtil.asDictionary(
          Map.of(
              "plugin",
              name(number),
              "host_api.websocket",
              target,
              "deny",
              "wss://example.com/feed/denied"));
    }
  }

  /** URLs that have one answer. */
  @State(Scope.Thread)
  public static class Urls {

    private static final int NUMBER = 1 << 12;

    /** The code of the decision. */
    @Param({"granted", "not_granted", "denied"})
    public String decision = "";

    private final Access[] all = new Access[NUMBER];
    private int next;

    /** Parses them, and has the answer checked. */
    @Setup
    public void parse(Host host) {
      String prefix =
          switch (decision) {
            case "granted" -> "wss://example.com/feed/";
            case "not_granted" -> "wss://example.com/more/";
            default -> "wss://example.com/feed/denied/";
          };
      for (int i = 0; i < NUMBER; i++) {
        all[i] = Access.parse(prefix + i);
        String code = host.authority.snapshot().plugin(host.asked).decide(all[i]).code();
        if (!code.equals(decision)) {
          throw new IllegalStateException(code);
        }
      }
    }

    Access same() {
      return all[0];
    }

    Access another() {
      return all[next++ & NUMBER - 1];
    }
  }

  /** Decides on a URL that was decided on before. */
  @Benchmark
  public Decision decideAgain(Host host, Urls urls) {
    return host.authority.snapshot().plugin(host.asked).decide(urls.same());
  }

  /** Decides on a URL that was not decided on for long. */
  @Benchmark
  public Decision decideAnew(Host host, Urls urls) {
    return host.authority.snapshot().plugin(host.asked).decide(urls.another());
  }

  /** Two contents of one configuration, which come by turns. */
  @State(Scope.Thread)
  public static class Change {

    private Dictionary<String, ?> next = FrameworkUtil.asDictionary(Map.of());
    private Dictionary<String, ?> afterwards = next;

    /** Makes them. */
    @Setup
    public void make(Host host) {
      next = Host.grant(host.asked, "wss://example.com/more");
      afterwards = Host.grant(host.asked, "wss://example.com/feed");
    }

    Dictionary<String, ?> next() {
      Dictionary<String, ?> now = next;
      next = afterwards;
      afterwards = now;
      return now;
    }
  }

  /** Changes one grant. */
  @Benchmark
  public void changeOneGrant(Host host, Change change) {
    host.authority.updated(Host.pid(host.asked), change.next());
  }
}
