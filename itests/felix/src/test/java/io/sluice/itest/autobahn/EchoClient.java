// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.autobahn;

import java.net.URI;

/** A client that sends each text back. It has one connection at a time. */
interface EchoClient {

  /** Connects, and echoes from then on. */
  void connect(URI uri) throws Exception;

  /** Forgets the connection. */
  void disconnect() throws Exception;

  /** Ends the client. */
  void stop() throws Exception;
}
