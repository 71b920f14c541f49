// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.authority;

import org.osgi.annotation.versioning.ConsumerType;

/** Is told of each new snapshot. It is found as an OSGi service. */
@ConsumerType
public interface AuthorityListener {

  /**
   * Takes note of a snapshot, which is the current one already. A change counts as applied when all
   * listeners have returned, so that what was allowed before must be stopped here. A listener may
   * wait for what is just leaving, for 1 s at most, and cuts off what is not gone by then. Most
   * plugins are not concerned by a change, and are to cost no more than a comparison of {@link
   * AuthoritySnapshot#plugin} with what it was before.
   *
   * @param snapshot the new snapshot; a listener that is new gets the current one
   */
  void authorityChanged(AuthoritySnapshot snapshot);
}
