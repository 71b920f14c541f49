// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.sluice.outbound;

import org.jspecify.annotations.NullMarked;
