// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.sluice.proxy;

import org.jspecify.annotations.NullMarked;
