// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.sluice.api.event;

import org.jspecify.annotations.NullMarked;
