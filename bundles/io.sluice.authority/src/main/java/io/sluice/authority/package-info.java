// SPDX-License-Identifier: Apache-2.0
/**
 * Decides what plugins may do.
 *
 * <p>{@link io.sluice.authority.GrantReader} reads the configurations of operators, the {@link
 * io.sluice.authority.Registry} folds them and the declarations of plugins into an immutable {@link
 * io.sluice.authority.Snapshot}, whose {@link io.sluice.authority.Authority} decides for one
 * plugin.
 */
@NullMarked
package io.sluice.authority;

import org.jspecify.annotations.NullMarked;
