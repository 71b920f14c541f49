// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.sluice.spi.configuration;

import org.jspecify.annotations.NullMarked;
