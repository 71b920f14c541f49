// SPDX-License-Identifier: Apache-2.0
/**
 * The Autobahn test suite against the host: its client beside Jetty's own, and the endpoints that
 * are observed. It is no part of the build; docs/testing.md tells how to run it.
 */
@NullMarked
package io.sluice.itest.autobahn;

import org.jspecify.annotations.NullMarked;
