// SPDX-License-Identifier: Apache-2.0
/** Two threads meet at a connection, from within their own package, since it exports none. */
@NullMarked
package io.sluice.websocket;

import org.jspecify.annotations.NullMarked;
