// SPDX-License-Identifier: Apache-2.0
package io.sluice.plugins;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.api.plugin.SluicePlugin;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.Version;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;

/** A bundle that was installed and not resolved: it has headers and entries, and no classes. */
final class TestBundle {

  static final String FILTER =
      "(&(osgi.extender=sluice.plugin)(version>=1.0.0)(!(version>=2.0.0)))";

  @Nullable String symbolicName = "org.example.chat";
  String version = "1.2.3";
  boolean readable = true;

  /** Whether a revision can be had, which is not so of one that was uninstalled. */
  boolean hasRevision = true;

  private final Map<String, byte[]> entries = new LinkedHashMap<>();
  private final List<Map<String, String>> requirements = new ArrayList<>();

  /** A plugin's bundle as it ought to be. */
  static TestBundle plugin(String manifest) {
    return new TestBundle().requires(FILTER).holds(SluicePlugin.MANIFEST_PATH, manifest);
  }

  TestBundle holds(String path, String text) {
    entries.put(path, text.getBytes(UTF_8));
    return this;
  }

  /** The bundle requires an extender. */
  TestBundle requires(String filter) {
    requirements.add(Map.of("filter", filter));
    return this;
  }

  /** The bundle requires any extender at all. */
  TestBundle requiresWithoutFilter() {
    requirements.add(Map.of());
    return this;
  }

  Bundle build() {
    Map<String, Function<Object[], @Nullable Object>> methods = new HashMap<>();
    methods.put("getBundleId", arguments -> TestPlugin.BUNDLE);
    methods.put("getSymbolicName", arguments -> symbolicName);
    methods.put("getVersion", arguments -> Version.parseVersion(version));
    methods.put("getEntry", arguments -> entry((String) arguments[0]));
    methods.put("getEntryPaths", arguments -> paths((String) arguments[0]));
    methods.put("adapt", arguments -> hasRevision ? revision() : null);
    return Partial.of(Bundle.class, methods);
  }

  private BundleRevision revision() {
    Collection<BundleRequirement> declared =
        requirements.stream().map(TestBundle::requirement).toList();
    return Partial.of(
        BundleRevision.class, Map.of("getDeclaredRequirements", arguments -> declared));
  }

  private static BundleRequirement requirement(Map<String, String> directives) {
    return Partial.of(BundleRequirement.class, Map.of("getDirectives", arguments -> directives));
  }

  private @Nullable URL entry(String path) {
    byte[] content = entries.get(path);
    return content == null ? null : url(path, content);
  }

  private URL url(String path, byte[] content) {
    try {
      return new URL(null, "entry:/" + path, new Content(content));
    } catch (MalformedURLException e) {
      throw new AssertionError(e);
    }
  }

  /** What is directly in a folder; what is a folder itself ends with a slash. */
  private @Nullable Object paths(String folder) {
    String prefix = folder.equals("/") ? "" : folder;
    Set<String> paths = new LinkedHashSet<>();
    for (String path : entries.keySet()) {
      if (path.startsWith(prefix)) {
        int slash = path.indexOf('/', prefix.length());
        paths.add(slash < 0 ? path : path.substring(0, slash + 1));
      }
    }
    return paths.isEmpty() ? null : Collections.enumeration(paths);
  }

  private final class Content extends URLStreamHandler {

    private final byte[] content;

    Content(byte[] content) {
      this.content = content;
    }

    @Override
    protected URLConnection openConnection(URL url) {
      return new URLConnection(url) {
        @Override
        public void connect() {}

        @Override
        public InputStream getInputStream() throws IOException {
          if (!readable) {
            throw new IOException("the disk is broken");
          }
          return new ByteArrayInputStream(content);
        }
      };
    }
  }
}
