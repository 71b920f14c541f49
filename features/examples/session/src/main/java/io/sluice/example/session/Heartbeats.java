// SPDX-License-Identifier: Apache-2.0
package io.sluice.example.session;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonPrimitive;
import io.sluice.api.command.Commands;
import io.sluice.api.command.OutputCommand;
import java.util.function.Supplier;

/** What the heart does to a connection, as commands that the plugin submits by itself. */
final class Heartbeats implements Heart.Body {

  /** Has the host make another connection. Codes from 4000 on are the application's. */
  private static final int CONNECT_AGAIN = 4_000;

  private final Commands commands;
  private final Supplier<Progress> progress;

  Heartbeats(Commands commands, Supplier<Progress> progress) {
    this.commands = commands;
    this.progress = progress;
  }

  @Override
  public void beat(String connection) {
    commands.submit(heartbeat(connection, progress.get()));
  }

  @Override
  public void faint(String connection) {
    commands.submit(again(connection, "the last heartbeat was not answered"));
  }

  /** A heartbeat, which holds the number of the last event. */
  static OutputCommand heartbeat(String connection, Progress progress) {
    JsonElement number =
        progress.last() == 0 ? JsonNull.INSTANCE : new JsonPrimitive(progress.last());
    return OutputCommand.send(connection, Message.say(Message.HEARTBEAT, number));
  }

  /** Gives up a connection for another one, on which the session is resumed. */
  static OutputCommand again(String connection, String why) {
    return OutputCommand.close(connection, CONNECT_AGAIN, why);
  }
}
