// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.authority;

import io.sluice.spi.target.AddressBlock;
import io.sluice.spi.target.Target;
import java.util.List;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Changes the grants' configurations for an operator. Its methods wait until the change is applied,
 * for 5 seconds at most, and must therefore not be called on a thread of the host.
 */
@ProviderType
public interface GrantStore {

  /**
   * Adds to the grant that has the plugin's name, and makes it if there is none.
   *
   * @param plugin the plugin's symbolic name
   * @param addition what to add
   * @return what was done
   * @throws GrantException if the configuration could not be written
   */
  Change grant(String plugin, GrantAddition addition);

  /**
   * Takes targets, ingresses and blocks of addresses out of all grants for a plugin. With none of
   * these, everything that it may reach and receive is taken out.
   *
   * @param plugin the plugin's symbolic name
   * @param targets the targets to take out, in the form in which they were granted
   * @param ingresses the ingresses to take out, by the names by which they were granted
   * @param addresses the blocks of addresses to take out, in the form in which they were granted
   * @return what was done
   * @throws GrantException if one of them is not granted in that form, or the configuration could
   *     not be written
   */
  Change revoke(
      String plugin, Set<Target> targets, Set<String> ingresses, Set<AddressBlock> addresses);

  /**
   * What was done.
   *
   * @param pids the configurations that were changed
   * @param applied whether the change was applied before the time was up
   */
  record Change(List<String> pids, boolean applied) {

    /** Copies the list. */
    public Change {
      pids = List.copyOf(pids);
    }
  }

  /**
   * A change was not possible. Nothing was changed, unless it concerns several configurations and
   * one after the first could not be written.
   */
  final class GrantException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes one.
     *
     * @param message why, and what to do about it
     */
    public GrantException(String message) {
      super(message);
    }

    /**
     * Makes one.
     *
     * @param message why, and what to do about it
     * @param cause the reason behind it
     */
    public GrantException(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
