// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.launcher;

import io.sluice.testkit.TestGateway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.rules.TemporaryFolder;

/** A test of the runnable jar. Each has a working folder and a gateway of its own. */
public abstract class ProcessTest {

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  private final List<SluiceProcess> started = new ArrayList<>();

  /** The working folder, which is empty. */
  protected Path folder;

  /** A peer for plugins. */
  protected TestGateway gateway;

  @Before
  public final void begin() throws IOException {
    folder = temporary.newFolder("working").toPath();
    gateway = TestGateway.start();
  }

  @After
  public final void end() throws Exception {
    for (SluiceProcess process : started) {
      process.kill();
    }
    gateway.close();
  }

  /** Starts the jar in the working folder. */
  final SluiceProcess start(String... arguments) throws IOException {
    return start(List.of(), List.of(arguments));
  }

  /** Starts the jar in the working folder, with system properties. */
  final SluiceProcess start(List<String> properties, List<String> arguments) throws IOException {
    SluiceProcess process =
        SluiceProcess.start(folder, temporary.getRoot().toPath(), properties, arguments);
    started.add(process);
    return process;
  }

  /** Starts the jar in the working folder, at a terminal. */
  final SluiceProcess startAtTerminal(String... arguments) throws IOException {
    SluiceProcess process =
        SluiceProcess.startAtTerminal(folder, temporary.getRoot().toPath(), List.of(arguments));
    started.add(process);
    return process;
  }

  /** Writes a file of the folder {@code etc}. */
  final Path etc(String name, String... lines) throws IOException {
    Path etc = Files.createDirectories(folder.resolve("etc"));
    return Files.write(etc.resolve(name), List.of(lines));
  }

  /** Writes a grant of all that the fixture declares. */
  final Path grantEcho() throws IOException {
    return etc(
        "io.sluice.grant-echo.cfg",
        "plugin = io.sluice.fixture.echo",
        "host_api.websocket = ws://127.0.0.1:" + gateway.port(),
        "ingress = chat",
        "addresses = 127.0.0.0/8",
        "param.port = " + gateway.port());
  }

  /** Drops the fixture into the folder {@code plugins}. */
  final Path dropEcho() throws IOException {
    Path plugins = Files.createDirectories(folder.resolve("plugins"));
    return Files.copy(SluiceProcess.echo(), plugins.resolve("echo.jar"));
  }
}
