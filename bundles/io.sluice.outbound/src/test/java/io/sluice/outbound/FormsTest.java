// SPDX-License-Identifier: Apache-2.0
package io.sluice.outbound;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotNull;

import java.io.InputStream;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The metatype forms, as the build has written them. */
public final class FormsTest {

  @Test
  public void theFormOfLookUpsHasTheKeyOfTheTimeout() throws Exception {
    assertEquals(Set.of("dns_timeout_ms"), keysOfForm(OutboundConfiguration.PID));
  }

  @Test
  public void theFormOfTlsHasTheKeysThatAreRead() throws Exception {
    assertEquals(
        Set.of("targets", "trust", "key", "key.password"), keysOfForm(TlsKeys.FACTORY_PID));
  }

  @Test
  public void theFormOfAProxyHasTheKeysThatAreRead() throws Exception {
    assertEquals(
        Set.of("kind", "host", "port", "targets", "except", "user", "password"),
        keysOfForm(ProxyKeys.FACTORY_PID));
  }

  private static Set<String> keysOfForm(String pid) throws Exception {
    String resource = "/OSGI-INF/metatype/" + pid + ".xml";
    try (InputStream form = FormsTest.class.getResourceAsStream(resource)) {
      assertNotNull(resource, form);
      NodeList attributes =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(form)
              .getElementsByTagName("AD");
      Set<String> keys = new TreeSet<>();
      for (int i = 0; i < attributes.getLength(); i++) {
        keys.add(((Element) attributes.item(i)).getAttribute("id"));
      }
      return keys;
    }
  }
}
