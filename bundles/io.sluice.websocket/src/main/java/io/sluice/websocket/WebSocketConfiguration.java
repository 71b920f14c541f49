// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The configuration of the WebSocket driver. */
@ObjectClassDefinition(
    id = WebSocketConfiguration.PID,
    name = "Sluice WebSocket",
    description = "Bounds the WebSocket connections of plugins.")
@interface WebSocketConfiguration {

  String PID = "io.sluice.websocket";

  @AttributeDefinition(
      name = "Connect timeout",
      description = "Milliseconds for a TCP connect, up to 60000.",
      min = "1",
      max = "60000")
  int connect_timeout_ms() default 5_000;

  @AttributeDefinition(
      name = "Handshake timeout",
      description = "Milliseconds for an attempt to connect in all, up to 60000.",
      min = "1",
      max = "60000")
  int handshake_timeout_ms() default 10_000;

  @AttributeDefinition(
      name = "DNS timeout",
      description = "Milliseconds for the resolution of a name, up to 60000.",
      min = "1",
      max = "60000")
  int dns_timeout_ms() default 5_000;

  @AttributeDefinition(
      name = "Handshake header",
      description = "The most bytes of the header of a server's answer.",
      min = "1024",
      max = "1048576")
  int handshake_header_bytes() default 16_384;

  @AttributeDefinition(
      name = "Text bytes",
      description = "The longest text, in bytes of UTF-8; manifests may ask for less.",
      min = "1",
      max = "16777216")
  int max_text_bytes() default 262_144;

  @AttributeDefinition(
      name = "Fragments",
      description = "The most fragments of a message.",
      min = "1",
      max = "1000000")
  int max_fragments() default 4_096;

  @AttributeDefinition(
      name = "Assembly timeout",
      description = "Milliseconds from the first fragment of a message to the last.",
      min = "1",
      max = "600000")
  int assembly_timeout_ms() default 30_000;

  @AttributeDefinition(
      name = "Control frames",
      description = "The most pings and pongs of a peer in a second.",
      min = "1",
      max = "100000")
  int control_frames_per_second() default 20;

  @AttributeDefinition(
      name = "Close timeout",
      description = "Milliseconds that a peer may take to answer a close frame, up to 30000.",
      min = "1",
      max = "30000")
  int close_timeout_ms() default 3_000;

  @AttributeDefinition(
      name = "Waiting texts",
      description = "The most texts that wait to be sent on a connection.",
      min = "1",
      max = "65536")
  int waiting_texts() default 64;

  @AttributeDefinition(
      name = "Waiting bytes",
      description = "The most bytes that wait to be sent on a connection.",
      min = "1",
      max = "67108864")
  int waiting_bytes() default 1_048_576;

  @AttributeDefinition(
      name = "Send timeout",
      description = "Milliseconds that a text may wait to be sent.",
      min = "1",
      max = "600000")
  int send_timeout_ms() default 10_000;

  @AttributeDefinition(
      name = "Connections per plugin",
      description = "The most connections of a plugin; a grant's max_connections may allow more.",
      min = "1",
      max = "4096")
  int connections_per_plugin() default 8;

  @AttributeDefinition(
      name = "Connections in all",
      description = "The most connections of all plugins.",
      min = "1",
      max = "1000000")
  int connections_in_all() default 4_096;

  @AttributeDefinition(
      name = "Stable after",
      description = "Milliseconds after which a connection counts as stable.",
      min = "1",
      max = "3600000")
  int stable_after_ms() default 30_000;

  @AttributeDefinition(
      name = "Threads",
      description = "The threads that read and write, whatever the number of connections.",
      min = "3",
      max = "256")
  int threads() default 8;
}
