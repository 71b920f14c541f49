// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.karaf;

import static org.junit.Assert.assertEquals;

import io.sluice.testkit.TestGateway;
import io.sluice.testkit.TestPeer;
import javax.inject.Inject;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** The feature {@code sluice} in Karaf. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class HostInKarafIT {

  private static final String ECHO = "io.sluice.fixture.echo";

  @Inject private BundleContext context;
  @Inject private SessionFactory sessions;

  private KarafHost host;
  private TestGateway gateway;

  @Configuration
  public Option[] karaf() {
    return new Option[] {KarafOptions.karafWith("sluice", "pax-web-http-jetty")};
  }

  @Before
  public void begin() {
    host = new KarafHost(context, sessions);
    gateway = TestGateway.start();
  }

  @After
  public void end() throws Exception {
    gateway.close();
    host.clear();
  }

  @Test
  public void allBundlesAreActive() {
    for (Bundle bundle : host.bundles()) {
      assertEquals(bundle.getSymbolicName(), Bundle.ACTIVE, bundle.getState());
    }
    assertEquals(9, host.bundles().size());
  }

  @Test
  public void aGrantAfterTheStartConnects() throws Exception {
    host.start("echo");
    host.awaitLine("sluice:list", "no grant names it");

    System.out.println(host.type("sluice:grant " + ECHO + " port=" + gateway.port()));

    TestPeer peer = gateway.awaitPeer();
    peer.send("hello");
    assertEquals("hello", peer.awaitText());
    System.out.println(host.type("sluice:connections"));
    System.out.println(host.type("bundle:list -t 0"));
  }
}
