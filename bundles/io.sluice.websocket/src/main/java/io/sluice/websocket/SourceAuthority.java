// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import io.sluice.spi.authority.AuthorityRegistry;
import io.sluice.spi.authority.Decision;
import io.sluice.spi.authority.PluginAuthority;
import io.sluice.spi.connection.RunningIngress;
import io.sluice.spi.connection.RunningIngress.Source;
import io.sluice.spi.target.Access;
import io.sluice.spi.target.TargetUrl;
import org.jspecify.annotations.Nullable;

/** What the grants say of one source: always by the snapshot that is current when it is asked. */
final class SourceAuthority {

  private final AuthorityRegistry registry;
  private final long bundleId;
  private final TargetUrl url;
  private final @Nullable String ingress;
  private volatile @Nullable Answer last;
  private @Nullable PluginAuthority known;

  SourceAuthority(
      AuthorityRegistry registry, long bundleId, RunningIngress ingress, Source source) {
    this(registry, bundleId, source.url(), ingress.spec().name());
  }

  private SourceAuthority(
      AuthorityRegistry registry, long bundleId, TargetUrl url, @Nullable String ingress) {
    this.registry = registry;
    this.bundleId = bundleId;
    this.url = url;
    this.ingress = ingress;
  }

  /** Of a source that feeds no ingress, so that its target alone needs a grant. */
  static SourceAuthority withoutIngress(AuthorityRegistry registry, long bundleId, TargetUrl url) {
    return new SourceAuthority(registry, bundleId, url, null);
  }

  /**
   * What the grants say.
   *
   * @param plugin what the plugin may do
   * @param missing the code of what is missing for the source to be used; empty if nothing is
   */
  record Answer(PluginAuthority plugin, String missing) {}

  /** What has changed since the last answer that was acted upon, or null. By one at a time. */
  @Nullable Answer news() {
    return now().plugin().equals(known) ? null : acted();
  }

  /** What the current snapshot says, for somebody who acts upon it. By one at a time. */
  Answer acted() {
    Answer now = now();
    known = now.plugin();
    return now;
  }

  /** What the current snapshot says. It costs little unless it says something new of the plugin. */
  Answer now() {
    PluginAuthority plugin = registry.snapshot().plugin(bundleId);
    Answer answer = last;
    if (answer == null || answer.plugin() != plugin) {
      answer = new Answer(plugin, missing(plugin));
      last = answer;
    }
    return answer;
  }

  private String missing(PluginAuthority plugin) {
    Decision decision = plugin.decide(Access.webSocket(url));
    if (!decision.allowed()) {
      return decision.code();
    }
    return ingress == null || plugin.receives(ingress) ? "" : "ingress_not_granted";
  }
}
