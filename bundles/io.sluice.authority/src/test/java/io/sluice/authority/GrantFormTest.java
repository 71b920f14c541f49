// SPDX-License-Identifier: Apache-2.0
package io.sluice.authority;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotNull;

import java.io.InputStream;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The metatype form of a grant, as the build has written it. */
public final class GrantFormTest {

  @Test
  public void theFormHasTheKeysThatAreRead() throws Exception {
    assertEquals(
        Set.of(
            "plugin",
            "version",
            "digest",
            "host_api.websocket",
            "host_api.request",
            "deny",
            "ingress",
            "addresses",
            "max_connections",
            "max_text_bytes",
            "mode"),
        keysOfForm());
  }

  private static Set<String> keysOfForm() throws Exception {
    String resource = "/OSGI-INF/metatype/" + GrantKeys.FACTORY_PID + ".xml";
    try (InputStream form = GrantFormTest.class.getResourceAsStream(resource)) {
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
