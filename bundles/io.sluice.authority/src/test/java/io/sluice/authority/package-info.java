// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.sluice.authority;

import org.jspecify.annotations.NullMarked;
