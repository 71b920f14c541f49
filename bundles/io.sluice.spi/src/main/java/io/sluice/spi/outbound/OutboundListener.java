// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.outbound;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Is told when the configuration of the way out has changed: whom to trust, or which proxy to take.
 * It is found as an OSGi service.
 */
@ConsumerType
public interface OutboundListener {

  /** Takes note of a change, which holds already. It is called on any thread, and does not wait. */
  void outboundChanged();
}
