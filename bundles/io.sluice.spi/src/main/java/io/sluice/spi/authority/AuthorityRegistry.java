// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.authority;

import org.osgi.annotation.versioning.ProviderType;

/** Knows what every plugin may do. Nothing is allowed that is not declared and granted. */
@ProviderType
public interface AuthorityRegistry {

  /**
   * What is allowed now.
   *
   * @return the current snapshot: one volatile read
   */
  AuthoritySnapshot snapshot();
}
