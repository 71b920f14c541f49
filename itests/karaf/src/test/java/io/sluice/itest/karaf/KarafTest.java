// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.karaf;

import io.sluice.testkit.TestGateway;
import io.sluice.testkit.TestPeer;
import javax.inject.Inject;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.junit.After;
import org.junit.Before;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;

/**
 * A test in a Karaf with the feature {@code sluice} and Karaf's own web server. Each test finds the
 * host without plugins and without grants, and a gateway of its own.
 */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public abstract class KarafTest {

  @Inject private BundleContext context;
  @Inject private SessionFactory sessions;
  @Inject private ConfigurationAdmin configurations;

  /** Karaf, from the side of its operator. */
  protected KarafHost host;

  /** A peer for the plugin. */
  protected TestGateway gateway;

  @Configuration
  public Option[] karaf() {
    return new Option[] {KarafOptions.karafWith("sluice", "pax-web-http-jetty")};
  }

  @Before
  public final void begin() {
    host = new KarafHost(context, sessions, configurations);
    host.awaitCommands();
    gateway = TestGateway.start();
  }

  @After
  public final void end() throws Exception {
    gateway.close();
    host.clear();
  }

  /** Grants by the shell, and returns what it prints. */
  protected String grant() throws Exception {
    return host.type(
        "sluice:grant " + KarafHost.ECHO + " port=" + gateway.port() + " --address 127.0.0.0/8");
  }

  /** Waits for the plugin's connection, and until it has echoed. */
  protected TestPeer awaitEcho() throws Exception {
    TestPeer peer = gateway.awaitPeer();
    peer.send("hello");
    String echo = peer.awaitText();
    if (!echo.equals("hello")) {
      throw new AssertionError("the plugin answered hello with " + echo);
    }
    return peer;
  }
}
