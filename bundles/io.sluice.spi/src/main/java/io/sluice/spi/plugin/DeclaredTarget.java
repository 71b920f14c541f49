// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.plugin;

import io.sluice.spi.target.TargetTemplate;

/**
 * A target that a plugin wants.
 *
 * @param target the target, whose parts may be left open
 * @param reason why the author says it is wanted, untrusted
 */
public record DeclaredTarget(TargetTemplate target, String reason) {}
