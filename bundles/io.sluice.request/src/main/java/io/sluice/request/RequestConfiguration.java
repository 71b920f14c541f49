// SPDX-License-Identifier: Apache-2.0
package io.sluice.request;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * The configuration of requests.
 *
 * <p>Two underscores in a method's name stand for one in the key.
 */
@ObjectClassDefinition(
    id = RequestConfiguration.PID,
    name = "Sluice requests",
    description = "Bounds the requests of plugins.")
@interface RequestConfiguration {

  String PID = "io.sluice.request";

  @AttributeDefinition(
      name = "Body bytes",
      description = "The most bytes of a body, each way; not more than 64 KiB.",
      min = "0",
      max = "65536")
  int max__body__bytes() default 65_536;

  @AttributeDefinition(
      name = "Answer header",
      description = "The most bytes of the header of an answer.",
      min = "1024",
      max = "65536")
  int answer__header__bytes() default 16_384;

  @AttributeDefinition(
      name = "Connect timeout",
      description = "Milliseconds for a TCP connect, up to 60000.",
      min = "1",
      max = "60000")
  int connect__timeout__ms() default 5_000;

  @AttributeDefinition(
      name = "Longest timeout",
      description = "Milliseconds that an exchange may take, whatever the plugin says.",
      min = "1",
      max = "60000")
  int longest__timeout__ms() default 60_000;

  @AttributeDefinition(
      name = "Requests per plugin",
      description = "The most requests of a plugin that are under way.",
      min = "1",
      max = "1024")
  int requests__per__plugin() default 8;

  @AttributeDefinition(
      name = "Requests in all",
      description = "The most requests of all plugins that are under way.",
      min = "1",
      max = "4096")
  int requests__in__all() default 256;

  @AttributeDefinition(
      name = "Threads",
      description = "The threads that read and write, whatever the number of requests.",
      min = "3",
      max = "64")
  int threads() default 4;
}
