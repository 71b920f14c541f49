// SPDX-License-Identifier: Apache-2.0
package io.sluice.command;

import static org.junit.Assert.assertEquals;

import io.sluice.api.command.CommandPayload;
import io.sluice.api.command.CustomCommand;
import io.sluice.api.command.DispatchRequest;
import io.sluice.api.command.OutputCommand;
import io.sluice.api.command.SendText;
import io.sluice.api.request.Body;
import io.sluice.api.request.HostRequest;
import io.sluice.api.request.RequestMethod;
import io.sluice.spi.target.TargetUrl;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Commands, of lines: the kind, its fields. In UTF-16, so that halves of characters come up, too.
 */
public final class CommandFuzz {

  private CommandFuzz() {}

  /** Tries one input. */
  public static void fuzzerTestOneInput(byte[] input) throws MalformedCommandException {
    boolean wide = input.length > 0 && input[0] == 0;
    String[] lines =
        new String(input, wide ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_8).split("\n", 6);
    OutputCommand command = command(lines);
    CommandPayload payload;
    try {
      payload = Validator.validate(command);
    } catch (MalformedCommandException declared) {
      return;
    }
    assertEquals(command.payload().kind(), payload.kind());
    assertEquals(payload.toString(), Validator.validate(OutputCommand.of(payload)).toString());
    if (payload instanceof SendText send) {
      String sent =
          new String(send.text().getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
      assertEquals(send.text(), sent);
    }
    if (payload instanceof DispatchRequest dispatch) {
      TargetUrl.parse(dispatch.request().url());
    }
  }

  private static String line(String[] lines, int index) {
    return index < lines.length ? lines[index] : "";
  }

  private static OutputCommand command(String[] lines) {
    String one = line(lines, 1);
    String two = line(lines, 2);
    OutputCommand command =
        switch (line(lines, 0).strip()) {
          case "close" -> OutputCommand.close(one, number(two), line(lines, 3));
          case "status" -> OutputCommand.status(one, nested(lines));
          case "custom" -> OutputCommand.of(new CustomCommand(one, nested(lines)));
          case "request" -> OutputCommand.dispatch(request(lines));
          default -> OutputCommand.send(one, two);
        };
    return one.length() % 7 == 6 ? command.withCommandId(two) : command;
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      return text.length();
    }
  }

  private static HostRequest request(String[] lines) {
    RequestMethod[] methods = RequestMethod.values();
    HostRequest request =
        HostRequest.of(methods[line(lines, 1).length() % methods.length], line(lines, 2));
    request =
        line(lines, 3).isEmpty() ? request : request.withHeader(line(lines, 3), line(lines, 4));
    return request.withBody(Body.of(line(lines, 5)));
  }

  /** As deep as the last line is long, and deeper than is allowed at some length. */
  private static Map<String, Object> nested(String[] lines) {
    Map<String, Object> object = new HashMap<>();
    object.put(line(lines, 2), line(lines, 3));
    object.put("list", List.of(1, true, line(lines, 4), Double.valueOf(line(lines, 4).length())));
    for (int depth = line(lines, 5).length() % 40; depth > 0; depth--) {
      object = new HashMap<>(Map.of("in", object));
    }
    return object;
  }
}
