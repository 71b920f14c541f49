// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.authority;

import static java.util.Objects.requireNonNull;

import io.sluice.spi.plugin.PluginId;
import io.sluice.spi.target.Access;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * What a plugin, or the host for it, was about to do when it was decided on.
 *
 * @param plugin which plugin
 * @param kind what it was: {@code dial}, {@code request}, or the kind of a command
 * @param access what would have been reached; the query of its URL is left out
 * @param ingress the ingress that it was for; {@link
 *     io.sluice.spi.connection.ConnectionReport#PULL} if it was a WebSocket to pull from; empty if
 *     it was for none
 * @param address the IP address that was decided on, or null if it was not about one
 */
public record AccessAttempt(
    PluginId plugin, String kind, Access access, String ingress, @Nullable InetAddress address) {

  /** A WebSocket that is to be dialled. */
  public static final String DIAL = "dial";

  /** A request that is to be sent. */
  public static final String REQUEST = "request";

  /** Refuses missing parts, and forgets the query. */
  public AccessAttempt {
    requireNonNull(plugin, "plugin");
    requireNonNull(kind, "kind");
    requireNonNull(ingress, "ingress");
    access = access.withoutQuery();
  }

  /**
   * An attempt that is not about an address, and for no ingress.
   *
   * @param plugin which plugin
   * @param kind what it was
   * @param access what would have been reached
   * @return the attempt
   */
  public static AccessAttempt of(PluginId plugin, String kind, Access access) {
    return new AccessAttempt(plugin, kind, access, "", null);
  }
}
