// SPDX-License-Identifier: Apache-2.0
package io.sluice.audit;

import java.io.Closeable;
import java.io.IOException;

/** Where lines go. It may be used again after it failed. */
interface LineSink extends Closeable {

  void append(String line) throws IOException;
}
