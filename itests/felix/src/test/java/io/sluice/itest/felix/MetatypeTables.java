// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.felix;

import java.io.File;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The metatypes in the built bundles as tables: a section for each PID, a row for each key. */
final class MetatypeTables {

  private static final String FOLDER = "OSGI-INF/metatype/";

  private MetatypeTables() {}

  /** Those of the host whose PID is wanted, by PID. */
  static List<String> ofHost(Predicate<String> wanted) throws Exception {
    TreeMap<String, List<String>> sections = new TreeMap<>();
    File[] jars = new File(System.getProperty("host.dir")).listFiles();
    for (File file : Objects.requireNonNull(jars)) {
      if (file.getName().startsWith("io.sluice.")) {
        addSections(file, sections);
      }
    }
    sections.keySet().removeIf(wanted.negate());
    return sections.values().stream().flatMap(Collection::stream).toList();
  }

  private static void addSections(File file, Map<String, List<String>> sections) throws Exception {
    try (JarFile jar = new JarFile(file)) {
      for (JarEntry entry : jar.stream().filter(MetatypeTables::isMetatype).toList()) {
        try (InputStream in = jar.getInputStream(entry)) {
          Element root =
              DocumentBuilderFactory.newInstance()
                  .newDocumentBuilder()
                  .parse(in)
                  .getDocumentElement();
          Element designate = elements(root, "Designate").get(0);
          boolean factory = designate.hasAttribute("factoryPid");
          String pid = designate.getAttribute(factory ? "factoryPid" : "pid");
          sections.put(pid, section(pid, factory, elements(root, "AD")));
        }
      }
    }
  }

  private static boolean isMetatype(JarEntry entry) {
    return entry.getName().startsWith(FOLDER) && entry.getName().endsWith(".xml");
  }

  private static List<String> section(String pid, boolean factory, List<Element> keys) {
    List<String> lines = new ArrayList<>();
    lines.add("## `" + pid + "`" + (factory ? ", a factory PID" : ""));
    lines.add("| key | type | default | range | meaning |");
    lines.add("|---|---|---|---|---|");
    for (Element key : keys) {
      lines.add(
          "| `%s` | %s | %s | %s | %s |"
              .formatted(
                  key.getAttribute("id"),
                  type(key),
                  standard(key),
                  range(key),
                  plain(key.getAttribute("description"))));
    }
    return lines;
  }

  private static String type(Element key) {
    String type =
        switch (key.getAttribute("type")) {
          case "Integer", "Long" -> "number";
          case "Password" -> "secret";
          default -> "text";
        };
    return key.hasAttribute("cardinality") ? "list" : type;
  }

  private static String standard(Element key) {
    String standard = key.getAttribute("default");
    if (!standard.isEmpty()) {
      return "`" + standard + "`";
    }
    boolean optional = key.hasAttribute("default") || key.getAttribute("required").equals("false");
    return optional ? "" : "required";
  }

  private static String range(Element key) {
    String min = key.getAttribute("min");
    String max = key.getAttribute("max");
    return min.isEmpty() ? "" : max.isEmpty() ? "from " + min : min + " to " + max;
  }

  /** As Markdown shows it. */
  static String plain(String text) {
    return text.replace("|", "\\|").replace("*", "\\*").replace("_", "\\_");
  }

  private static List<Element> elements(Element root, String name) {
    List<Element> elements = new ArrayList<>();
    NodeList nodes = root.getElementsByTagName(name);
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }
}
