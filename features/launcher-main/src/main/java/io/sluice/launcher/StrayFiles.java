// SPDX-License-Identifier: Apache-2.0
package io.sluice.launcher;

import java.io.File;
import java.io.IOException;
import java.util.jar.JarFile;
import org.apache.felix.fileinstall.ArtifactInstaller;
import org.osgi.framework.Constants;
import org.slf4j.LoggerFactory;

/** Says of a jar that is no bundle that it is none. File Install passes over it in silence. */
final class StrayFiles implements ArtifactInstaller {

  @Override
  public boolean canHandle(File artifact) {
    return artifact.getName().endsWith(".jar") && !isBundle(artifact);
  }

  private static boolean isBundle(File artifact) {
    try (JarFile jar = new JarFile(artifact)) {
      return jar.getManifest() != null
          && jar.getManifest().getMainAttributes().getValue(Constants.BUNDLE_SYMBOLICNAME) != null;
    } catch (IOException e) {
      return false;
    }
  }

  /** There is no logger yet when the launcher is started. */
  @Override
  public void install(File artifact) {
    LoggerFactory.getLogger(StrayFiles.class)
        .warn("file={} is left alone: it is no jar, or its manifest is none of a bundle", artifact);
  }

  @Override
  public void update(File artifact) {
    install(artifact);
  }

  @Override
  public void uninstall(File artifact) {
    // Nothing was installed.
  }
}
