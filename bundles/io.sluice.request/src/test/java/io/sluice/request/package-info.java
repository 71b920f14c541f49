// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.sluice.request;

import org.jspecify.annotations.NullMarked;
