// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.roster;

import io.sluice.spi.ingress.QueueReport;
import io.sluice.spi.plugin.PluginId;
import io.sluice.spi.plugin.PluginManifest;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What has become of a plugin.
 *
 * @param id which plugin
 * @param status in one word
 * @param reason why that status, and what to do about it; empty if there is nothing to do
 * @param bundleState the state of the bundle, such as {@code ACTIVE}
 * @param declared what its manifest declares, or null if it was rejected
 * @param service the state of its service
 * @param since when the service entered the state
 * @param ingresses its ingresses
 * @param handled how many events its handlers took since the service was started
 * @param failures how many of these ended in an exception
 */
public record PluginReport(
    PluginId id,
    Status status,
    String reason,
    String bundleState,
    @Nullable PluginManifest declared,
    ServiceState service,
    Instant since,
    List<IngressReport> ingresses,
    long handled,
    long failures) {

  /** Copies the list. */
  public PluginReport {
    ingresses = List.copyOf(ingresses);
  }

  /**
   * What the plugin declares.
   *
   * @return its manifest, or empty if it was rejected
   */
  public Optional<PluginManifest> manifest() {
    return Optional.ofNullable(declared);
  }

  /** A plugin's status in one word. */
  public enum Status {
    /** Its service runs, with all that it declares. */
    RUNNING,
    /** Its service runs, without some of what it declares. */
    PARTIAL,
    /** It waits for a grant, a handler, a parameter or its start. */
    WAITING,
    /** The operator denied all of it, or only has it report. */
    DISABLED,
    /** Its manifest is bad. */
    REJECTED,
    /** Another bundle has its name. */
    AMBIGUOUS,
    /** Its service was stopped because of its handler. */
    FAILED;

    /**
     * The name that outputs use.
     *
     * @return the constant's name in lower case
     */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The state of a plugin's one service. */
  public enum ServiceState {
    /** It can be started. */
    READY,
    /** Its queues are being opened. */
    STARTING,
    /** Its events are handled. */
    RUNNING,
    /** Its last handler call is awaited. */
    STOPPING,
    /** It ended with its bundle or its handlers. */
    STOPPED,
    /** It was stopped because of its handler. */
    FAILED;

    /**
     * The name that outputs use.
     *
     * @return the constant's name in lower case
     */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What has become of an ingress.
   *
   * @param name its name
   * @param handled whether a handler is there for it
   * @param granted whether the plugin may receive on it
   * @param queue its queue, or null while it has none
   */
  public record IngressReport(
      String name, boolean handled, boolean granted, @Nullable QueueReport queue) {}
}
