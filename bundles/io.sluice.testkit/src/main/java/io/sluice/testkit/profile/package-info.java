// SPDX-License-Identifier: Apache-2.0
/**
 * Servers that keep sessions in the manner of well-known gateways, for tests of the plugins that
 * talk to such gateways.
 *
 * <p>They follow what those gateways document of their messages, their order and their close codes,
 * as far as a client's session depends on it; they know nothing of what the messages are about.
 */
@NullMarked
@Version("1.0.0")
package io.sluice.testkit.profile;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
