// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.diagnostic;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Tells the limits that a bundle of the host holds to. It is found as an OSGi service. */
@ProviderType
public interface LimitSource {

  /**
   * The limits.
   *
   * @return the limits in the order in which they are to be shown
   */
  List<Limit> limits();

  /**
   * A limit.
   *
   * @param pid the configuration that sets it
   * @param key the key in that configuration
   * @param value what it is set to
   * @param meaning what it limits, with the unit
   */
  record Limit(String pid, String key, long value, String meaning) {}
}
