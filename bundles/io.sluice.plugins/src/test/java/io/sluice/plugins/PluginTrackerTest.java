// SPDX-License-Identifier: Apache-2.0
package io.sluice.plugins;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.util.Map;
import java.util.Optional;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.Version;

/** Bundles that go while they are read. */
public class PluginTrackerTest {

  private static final long MODIFIED = 1;

  /** A bundle whose entries are gone, as those of one that was uninstalled. */
  private static Bundle unreadable(int state, long modified) {
    return Partial.of(
        Bundle.class,
        Map.of(
            "getBundleId", arguments -> 7L,
            "getSymbolicName", arguments -> "org.example.chat",
            "getVersion", arguments -> Version.emptyVersion,
            "getState", arguments -> state,
            "getLastModified", arguments -> modified,
            "adapt", arguments -> null,
            "getEntryPaths",
                arguments -> {
                  throw new IllegalStateException("the bundle is uninstalled");
                }));
  }

  @Test
  public void aBundleThatIsUninstalledBeforeItIsReadIsNoNews() {
    assertEquals(
        Optional.empty(),
        PluginTracker.readIfSame(unreadable(Bundle.UNINSTALLED, MODIFIED), MODIFIED));
  }

  @Test
  public void aBundleThatIsUpdatedBeforeItIsReadIsNoNews() {
    assertEquals(
        Optional.empty(),
        PluginTracker.readIfSame(unreadable(Bundle.ACTIVE, MODIFIED + 1), MODIFIED));
  }

  @Test
  public void aBundleThatIsThereAndCannotBeReadIsAnError() {
    assertThrows(
        IllegalStateException.class,
        () -> PluginTracker.readIfSame(unreadable(Bundle.ACTIVE, MODIFIED), MODIFIED));
  }
}
