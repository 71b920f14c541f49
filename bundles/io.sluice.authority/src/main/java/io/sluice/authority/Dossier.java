// SPDX-License-Identifier: Apache-2.0
package io.sluice.authority;

import io.sluice.spi.plugin.PluginDeclaration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a plugin's authority was worked out from.
 *
 * @param declaration what it declares
 * @param grants the grants for its symbolic name, whether or not they are for this revision
 * @param authority what it may do
 */
record Dossier(PluginDeclaration declaration, List<Grant> grants, Authority authority) {

  /** The same, with the authority of an earlier one where it is equal: it is compared often. */
  Dossier inPlaceOf(@Nullable Dossier earlier) {
    return earlier != null && earlier.authority().equals(authority)
        ? new Dossier(declaration, grants, earlier.authority())
        : this;
  }

  /** The grants that are for this version and these contents. */
  List<Grant> fitting() {
    return grants.stream()
        .filter(grant -> grant.isForVersionOf(declaration.id()))
        .filter(grant -> grant.isForDigestOf(declaration.id()))
        .toList();
  }
}
