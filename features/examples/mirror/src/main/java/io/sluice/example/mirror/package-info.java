// SPDX-License-Identifier: Apache-2.0
/** An example plugin. */
@NullMarked
package io.sluice.example.mirror;

import org.jspecify.annotations.NullMarked;
