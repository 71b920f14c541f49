// SPDX-License-Identifier: Apache-2.0
/**
 * What the clients that the host makes with Jetty have in common: each connection knows whom it is
 * for, goes to nothing but judged addresses, and is shared with nobody; what it reads is UTF-8 or
 * nothing; and what becomes of it reaches plugins' code in turn.
 */
@NullMarked
package io.sluice.jetty;

import org.jspecify.annotations.NullMarked;
