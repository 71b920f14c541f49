// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.sluice.audit;

import org.jspecify.annotations.NullMarked;
