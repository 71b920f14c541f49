// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import io.sluice.testkit.WireFrame;
import java.io.ByteArrayOutputStream;

/** Frames that are sent in one go, so that the host cannot close the socket in between. */
final class Frames {

  private Frames() {}

  static byte[] together(WireFrame... frames) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (WireFrame frame : frames) {
      bytes.writeBytes(frame.toBytes());
    }
    return bytes.toByteArray();
  }
}
