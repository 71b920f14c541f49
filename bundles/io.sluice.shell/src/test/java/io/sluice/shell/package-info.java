// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.sluice.shell;

import org.jspecify.annotations.NullMarked;
