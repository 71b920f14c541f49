// SPDX-License-Identifier: Apache-2.0
package io.sluice.observe;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * The configuration of the Runtime's observation.
 *
 * <p>Two underscores in a method's name stand for one in the key.
 */
@ObjectClassDefinition(
    id = ObserveConfiguration.PID,
    name = "Sluice observation",
    description = "What is kept of each worker's events, and where they can be followed.")
@interface ObserveConfiguration {

  String PID = "io.sluice.observe";

  @AttributeDefinition(
      name = "Address",
      description = "The IP address to listen on. Beyond this machine: only with a token and TLS.")
  String address() default "127.0.0.1";

  @AttributeDefinition(
      name = "Port",
      description = "The port to listen on; 0 for any that is free, -1 to listen nowhere.",
      min = "-1",
      max = "65535")
  int port() default 9471;

  @AttributeDefinition(
      name = "Token",
      description = "The bearer token that a Backend must show; empty for none.",
      type = AttributeType.PASSWORD)
  String token() default "";

  @AttributeDefinition(
      name = "Key store",
      description = "A PKCS #12 file with the key to listen with by TLS; empty for no TLS.")
  String key__store() default "";

  @AttributeDefinition(
      name = "Password of the key store",
      description = "The password of the key store.",
      type = AttributeType.PASSWORD)
  String key__store__password() default "";

  @AttributeDefinition(
      name = "Events kept",
      description = "The most events that are kept of each worker.",
      min = "1",
      max = "65536")
  int log__events() default 2_048;

  @AttributeDefinition(
      name = "Bytes kept",
      description = "The most bytes of events that are kept of each worker.",
      min = "65536",
      max = "67108864")
  long log__bytes() default 4L << 20;

  @AttributeDefinition(
      name = "Age",
      description = "Milliseconds for which an event is kept.",
      min = "1000")
  long log__age__ms() default 900_000;

  @AttributeDefinition(
      name = "Events per second",
      description = "How many events a plugin may publish in a second.",
      min = "1",
      max = "10000000")
  int events__per__second() default 10_000;

  @AttributeDefinition(
      name = "Bytes behind",
      description = "How far a client that does not read for a second may be behind.",
      min = "65536")
  long behind__bytes() default 1L << 20;

  @AttributeDefinition(
      name = "Write timeout",
      description = "How many milliseconds a client may not read at all.",
      min = "100")
  long write__timeout__ms() default 10_000;

  @AttributeDefinition(
      name = "Heartbeat",
      description = "After how many milliseconds of silence a heartbeat is sent.",
      min = "100")
  long heartbeat__ms() default 15_000;

  @AttributeDefinition(
      name = "Connections",
      description = "The most connections in all.",
      min = "1",
      max = "65536")
  int connections() default 4_096;

  @AttributeDefinition(
      name = "Connections per address",
      description = "The most connections of one address.",
      min = "1",
      max = "65536")
  int connections__per__address() default 1_024;

  @AttributeDefinition(
      name = "Handshake",
      description = "How many milliseconds a connection may take to become a stream.",
      min = "100",
      max = "60000")
  long handshake__ms() default 10_000;

  @AttributeDefinition(
      name = "Header",
      description = "The most bytes of a request's header.",
      min = "1024",
      max = "65536")
  int header__bytes() default 8_192;

  @AttributeDefinition(
      name = "Threads",
      description = "The most threads of the server.",
      min = "4",
      max = "64")
  int threads() default 8;
}
