// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.sluice.observe;

import org.jspecify.annotations.NullMarked;
