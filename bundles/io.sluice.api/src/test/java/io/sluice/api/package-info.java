// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.sluice.api;

import org.jspecify.annotations.NullMarked;
