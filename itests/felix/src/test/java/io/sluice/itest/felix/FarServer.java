// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.felix;

import io.sluice.testkit.TestGateway;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;

/** The process of a {@link FarMachine}: echoes, until its standard input ends. */
final class FarServer {

  private FarServer() {}

  /**
   * Runs it.
   *
   * @param arguments the address to listen at
   */
  public static void main(String[] arguments) throws IOException {
    try (TestGateway gateway = TestGateway.start(new InetSocketAddress(arguments[0], 0))) {
      gateway.play(
          peer -> {
            while (peer.isOpen()) {
              peer.send(peer.awaitText());
            }
          });
      System.out.println(gateway.port());
      System.in.transferTo(OutputStream.nullOutputStream());
    }
  }
}
