// SPDX-License-Identifier: Apache-2.0
package io.sluice.proxy;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * The configuration of the Backend.
 *
 * <p>Two underscores in a method's name stand for one in the key.
 */
@ObjectClassDefinition(
    id = ProxyConfiguration.PID,
    name = "Sluice Backend",
    description = "What clients may observe of other Runtimes, and where.")
@interface ProxyConfiguration {

  String PID = "io.sluice.proxy";

  @AttributeDefinition(
      name = "Address",
      description = "The IP address to listen on. Beyond this machine: only with a token and TLS.")
  String address() default "127.0.0.1";

  @AttributeDefinition(
      name = "Port",
      description = "The port to listen on; 0 for any that is free, -1 to listen nowhere.",
      min = "-1",
      max = "65535")
  int port() default 9472;

  @AttributeDefinition(
      name = "Token",
      description = "The bearer token that clients must show; empty for none.",
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
      name = "Origins",
      description = "The values of Origin that browsers may send; without any no browser gets in.")
  String[] origins() default {};

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

  @AttributeDefinition(
      name = "Workers",
      description = "The most workers of which something is kept.",
      min = "1",
      max = "65536")
  int workers() default 1_024;

  @AttributeDefinition(
      name = "Linger",
      description = "How many milliseconds a worker's connection stays after its last client left.",
      min = "0",
      max = "3600000")
  long linger__ms() default 30_000;

  @AttributeDefinition(
      name = "First reconnect",
      description = "The longest first wait before a connection is dialled again, in milliseconds.",
      min = "10",
      max = "60000")
  long reconnect__initial__ms() default 250;

  @AttributeDefinition(
      name = "Last reconnect",
      description = "The longest wait before a connection is dialled again, in milliseconds.",
      min = "10",
      max = "600000")
  long reconnect__max__ms() default 30_000;

  @AttributeDefinition(
      name = "Silence",
      description =
          "After how many milliseconds without a sign of life a connection to a Runtime is given"
              + " up.",
      min = "1000",
      max = "600000")
  long silence__ms() default 45_000;

  @AttributeDefinition(
      name = "Client threads",
      description = "The most threads of the client.",
      min = "4",
      max = "64")
  int client__threads() default 8;
}
