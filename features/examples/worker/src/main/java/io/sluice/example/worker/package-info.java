// SPDX-License-Identifier: Apache-2.0
/** An example plugin whose work can be observed. */
@NullMarked
package io.sluice.example.worker;

import org.jspecify.annotations.NullMarked;
