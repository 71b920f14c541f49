// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.karaf;

import java.io.IOException;
import java.util.Map;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** Karaf, from the side of somebody with a JMX console on another machine. */
final class Jmx implements AutoCloseable {

  private final JMXConnector connector;
  private final MBeanServerConnection server;

  private Jmx(JMXConnector connector) throws IOException {
    this.connector = connector;
    this.server = connector.getMBeanServerConnection();
  }

  /** Connects as a user whose password is the name. */
  @SuppressWarnings("BanJNDI") // The registry is that of the Karaf which the test has started.
  static Jmx as(String user, String url) throws IOException {
    return new Jmx(
        JMXConnectorFactory.connect(
            new JMXServiceURL(url), Map.of(JMXConnector.CREDENTIALS, new String[] {user, user})));
  }

  /** An operation of Configuration Admin's MBean. */
  Object configurationAdmin(String operation, String signature, Object... values)
      throws JMException, IOException {
    return invoke("osgi.compendium:service=cm,*", operation, signature, values);
  }

  /** An operation of Karaf's MBean for configurations. */
  Object config(String operation, String signature, Object... values)
      throws JMException, IOException {
    return invoke("org.apache.karaf:type=config,*", operation, signature, values);
  }

  private Object invoke(String pattern, String operation, String signature, Object... values)
      throws JMException, IOException {
    ObjectName name = server.queryNames(new ObjectName(pattern), null).iterator().next();
    String[] types = Stream.of(signature.split(",")).map(Jmx::type).toArray(String[]::new);
    return server.invoke(name, operation, values, types);
  }

  private static String type(String shortName) {
    return switch (shortName) {
      case "Map" -> "java.util.Map";
      case "TabularData" -> "javax.management.openmbean.TabularData";
      default -> "java.lang." + shortName;
    };
  }

  @Override
  public void close() throws IOException {
    connector.close();
  }
}
