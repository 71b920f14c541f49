// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * The configuration of the WebSocket driver.
 *
 * <p>Two underscores in a method's name stand for one in the key.
 */
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
  int connect__timeout__ms() default 5_000;

  @AttributeDefinition(
      name = "Handshake timeout",
      description = "Milliseconds for an attempt to connect in all, up to 60000.",
      min = "1",
      max = "60000")
  int handshake__timeout__ms() default 10_000;

  @AttributeDefinition(
      name = "Handshake header",
      description = "The most bytes of the header of a server's answer.",
      min = "1024",
      max = "1048576")
  int handshake__header__bytes() default 16_384;

  @AttributeDefinition(
      name = "Text bytes",
      description = "The longest text, in bytes of UTF-8; manifests may ask for less.",
      min = "1",
      max = "16777216")
  int max__text__bytes() default 262_144;

  @AttributeDefinition(
      name = "Fragments",
      description = "The most fragments of a message.",
      min = "1",
      max = "1000000")
  int max__fragments() default 4_096;

  @AttributeDefinition(
      name = "Assembly timeout",
      description = "Milliseconds from the first fragment of a message to the last.",
      min = "1",
      max = "600000")
  int assembly__timeout__ms() default 30_000;

  @AttributeDefinition(
      name = "Control frames",
      description = "The most pings and pongs of a peer in a second.",
      min = "1",
      max = "100000")
  int control__frames__per__second() default 20;

  @AttributeDefinition(
      name = "Close timeout",
      description = "Milliseconds that a peer may take to answer a close frame, up to 30000.",
      min = "1",
      max = "30000")
  int close__timeout__ms() default 3_000;

  @AttributeDefinition(
      name = "Waiting texts",
      description = "The most texts that wait to be sent on a connection.",
      min = "1",
      max = "65536")
  int waiting__texts() default 64;

  @AttributeDefinition(
      name = "Waiting bytes",
      description = "The most bytes that wait to be sent on a connection.",
      min = "1",
      max = "67108864")
  int waiting__bytes() default 1_048_576;

  @AttributeDefinition(
      name = "Send timeout",
      description = "Milliseconds that a text may wait to be sent.",
      min = "1",
      max = "600000")
  int send__timeout__ms() default 10_000;

  @AttributeDefinition(
      name = "Connections per plugin",
      description = "The most connections of a plugin; a grant's max_connections may allow more.",
      min = "1",
      max = "4096")
  int connections__per__plugin() default 8;

  @AttributeDefinition(
      name = "Connections in all",
      description = "The most connections of all plugins.",
      min = "1",
      max = "1000000")
  int connections__in__all() default 4_096;

  @AttributeDefinition(
      name = "Dials at once",
      description = "The most dials at once, in all; those beyond wait for their turn.",
      min = "1",
      max = "10000")
  int dials__at__once() default 50;

  @AttributeDefinition(
      name = "Dial interval",
      description = "Milliseconds until one more dial may begin, in all.",
      min = "1",
      max = "60000")
  int dial__interval__ms() default 100;

  @AttributeDefinition(
      name = "Dials at once per host",
      description = "The most dials of one host at once.",
      min = "1",
      max = "10000")
  int dials__at__once__per__host() default 20;

  @AttributeDefinition(
      name = "Dial interval per host",
      description = "Milliseconds until one more dial of the same host may begin.",
      min = "1",
      max = "60000")
  int dial__interval__per__host__ms() default 2_000;

  @AttributeDefinition(
      name = "Pull handles per plugin",
      description = "The most WebSockets that a plugin has open to pull from.",
      min = "1",
      max = "64")
  int pull__handles__per__plugin() default 4;

  @AttributeDefinition(
      name = "Age of a pull handle",
      description = "Milliseconds after which such a WebSocket is closed, up to 3600000.",
      min = "1",
      max = "3600000")
  int pull__age__ms() default 900_000;

  @AttributeDefinition(
      name = "Longest receive",
      description = "Milliseconds that a plugin may wait for a text of one, up to 600000.",
      min = "1",
      max = "600000")
  int pull__receive__wait__ms() default 30_000;

  @AttributeDefinition(
      name = "Pulled texts",
      description = "The most texts of one that wait to be received.",
      min = "1",
      max = "65536")
  int pull__buffer__texts() default 64;

  @AttributeDefinition(
      name = "Pulled bytes",
      description = "The most bytes of text of one that wait to be received.",
      min = "1",
      max = "67108864")
  int pull__buffer__bytes() default 1_048_576;

  @AttributeDefinition(
      name = "Stable after",
      description = "Milliseconds after which a connection counts as stable.",
      min = "1",
      max = "3600000")
  int stable__after__ms() default 30_000;

  @AttributeDefinition(
      name = "Threads",
      description = "The threads that read and write, whatever the number of connections.",
      min = "3",
      max = "256")
  int threads() default 8;
}
