// SPDX-License-Identifier: Apache-2.0
/**
 * Writes the recorded decisions into a file, one line of JSON each. It is off until it is
 * configured. The one who decides never waits for it: what it cannot write in time it drops and
 * counts, in the file itself.
 */
@NullMarked
package io.sluice.audit;

import org.jspecify.annotations.NullMarked;
