// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.sluice.spi.websocket;

import org.jspecify.annotations.NullMarked;
