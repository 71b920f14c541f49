// SPDX-License-Identifier: Apache-2.0
package io.sluice.authority;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertTrue;

import io.sluice.spi.authority.AuthoritySnapshot;
import io.sluice.spi.plugin.PluginId;
import io.sluice.spi.target.Access;
import java.util.ArrayList;
import java.util.List;
import org.junit.Before;
import org.junit.Test;

/** What decisions and changes cost where there are ten thousand plugins, each with a grant. */
public final class CostTest {

  private static final int PLUGINS = 10_000;
  private static final int TIMES = 20_000;
  private static final String FEED = "wss://example.com/feed";

  private final Registry registry = new Registry();

  @Before
  public void tenThousandPlugins() {
    for (int i = 0; i < PLUGINS; i++) {
      registry.put(
          Chat.declaring(
              new PluginId(name(i), Chat.VERSION, Chat.DIGEST, i), FEED, "wss://example.com/more"));
      grant(i, FEED);
    }
  }

  private static String name(int number) {
    return "org.example.plugin" + number;
  }

  private void grant(int number, String target) {
    registry.put(pid(number), entry(number, target));
  }

  private static String pid(int number) {
    return "io.sluice.grant~" + number;
  }

  private static GrantEntry entry(int number, String target) {
    return new GrantEntry.Accepted(
        Chat.grantOf(
            pid(number),
            "plugin",
            name(number),
            "host_api.websocket",
            target,
            "deny",
            "wss://example.com/feed/denied"));
  }

  private long allocatedByDecidingOn(String url, String code) {
    Access access = Access.parse(url);
    assertEquals(code, registry.snapshot().plugin(5_000).decide(access).code());
    return AllocatedBytes.by(
        () -> {
          for (int i = 0; i < TIMES; i++) {
            registry.snapshot().plugin(5_000).decide(access);
          }
        });
  }

  @Test
  public void aUrlThatWasGrantedBeforeCostsNoAllocation() {
    assertEquals(0, allocatedByDecidingOn(FEED, "granted"));
  }

  @Test
  public void aUrlThatWasNotGrantedBeforeCostsNoAllocation() {
    assertEquals(0, allocatedByDecidingOn("wss://example.com/more", "not_granted"));
  }

  @Test
  public void aUrlThatWasDeniedBeforeCostsNoAllocation() {
    assertEquals(0, allocatedByDecidingOn("wss://example.com/feed/denied", "denied"));
  }

  @Test
  public void aUrlThatWasNotDeclaredBeforeCostsNoAllocation() {
    assertEquals(0, allocatedByDecidingOn("wss://elsewhere.example.com/", "not_declared"));
  }

  /** What one plugin's change allocates is less than two bytes for each of the others. */
  @Test
  public void aChangeOfOneGrantCostsWhatItTouches() {
    GrantEntry more = entry(5_000, "wss://example.com/more");
    GrantEntry feed = entry(5_000, FEED);

    long allocated =
        AllocatedBytes.by(
            () -> {
              registry.put(pid(5_000), more);
              registry.put(pid(5_000), feed);
            });

    assertTrue(allocated + " bytes for two changes", allocated < 4 * PLUGINS);
  }

  @Test
  public void aChangeOfOneGrantLeavesTheAuthoritiesOfOthersTheVerySame() {
    AuthoritySnapshot before = registry.snapshot();
    grant(5_000, "wss://example.com/more");

    for (int i = 0; i < PLUGINS; i++) {
      if (i != 5_000) {
        assertSame(before.plugin(i), registry.snapshot().plugin(i));
      }
    }
  }

  @Test
  public void aChangeWithoutEffectLeavesTheVerySameAuthority() {
    AuthoritySnapshot before = registry.snapshot();
    grant(5_000, FEED);

    assertSame(before.plugin(5_000), registry.snapshot().plugin(5_000));
  }

  @Test
  public void ofTwoSnapshotsOnlyWhatWasTouchedDiffers() {
    Snapshot before = registry.snapshot();
    grant(5_000, "wss://example.com/more");
    List<String> touched = new ArrayList<>();
    registry
        .snapshot()
        .plugins()
        .forEachOtherThan(
            before.plugins(), dossier -> touched.add(dossier.declaration().id().name()));

    assertEquals(1, touched.size());
    assertEquals(name(5_000), touched.get(0));
  }
}
