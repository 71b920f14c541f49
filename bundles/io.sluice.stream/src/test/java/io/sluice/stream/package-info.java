// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.sluice.stream;

import org.jspecify.annotations.NullMarked;
