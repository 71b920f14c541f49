// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.felix;

import static org.awaitility.Awaitility.await;
import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.composite;
import static org.ops4j.pax.exam.CoreOptions.frameworkStartLevel;
import static org.ops4j.pax.exam.CoreOptions.junitBundles;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;

import io.sluice.testkit.TestGateway;
import java.io.File;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.inject.Inject;
import org.junit.After;
import org.junit.Before;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.options.UrlProvisionOption;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.BundleContext;

/**
 * A test in a framework in which the host runs. Each test finds the host without plugins and
 * without grants, and a gateway of its own.
 */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public abstract class HostTest {

  @Inject private BundleContext context;

  /** The host, from the side of its operator. */
  protected Host host;

  /** A peer for plugins. */
  protected TestGateway gateway;

  @Configuration
  public Option[] host() {
    return new Option[] {
      junitBundles(),
      hostBundles(),
      systemProperty("org.slf4j.simpleLogger.defaultLogLevel").value("warn"),
      frameworkStartLevel(100)
    };
  }

  /** All bundles of the host, each at its start level. */
  protected static Option hostBundles() {
    File[] jars = new File(System.getProperty("host.dir")).listFiles();
    return composite(
        Stream.of(Objects.requireNonNull(jars))
            .map(HostTest::provisioned)
            .toArray(UrlProvisionOption[]::new));
  }

  private static UrlProvisionOption provisioned(File jar) {
    return bundle(jar.toURI().toString()).startLevel(startLevel(jar.getName()));
  }

  /** The start level of a bundle of the host, by the name of its file. */
  static int startLevel(String name) {
    // Before the container's own bundles, which would have SLF4J look for its provider too early.
    if (Stream.of("asm", "org.apache.aries", "slf4j").anyMatch(name::startsWith)) {
      return 1;
    }
    return name.startsWith("io.sluice") ? 20 : 10;
  }

  @Before
  public final void begin() throws Exception {
    host = new Host(context);
    host.raiseDialRates();
    gateway = TestGateway.start();
  }

  @After
  public final void end() throws Exception {
    gateway.close();
    host.clear();
  }

  /** The names of the threads that belong to the host. */
  protected static String[] hostThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("sluice-"))
        .sorted()
        .toArray(String[]::new);
  }

  /**
   * Waits until none of these threads of the host is left. One that was told to end is still there
   * for a moment.
   *
   * @param beginnings what their names begin with
   */
  protected static void awaitNoThreads(String... beginnings) {
    await("no thread is left")
        .atMost(Host.LIMIT)
        .until(
            () ->
                Stream.of(hostThreads())
                    .filter(name -> Stream.of(beginnings).anyMatch(name::startsWith))
                    .toList(),
            List::isEmpty);
  }
}
