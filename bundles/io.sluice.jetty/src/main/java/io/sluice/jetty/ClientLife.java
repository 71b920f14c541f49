// SPDX-License-Identifier: Apache-2.0
package io.sluice.jetty;

import java.util.function.Supplier;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.util.component.LifeCycle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The start and the end of a client, on the thread that wants them. */
public final class ClientLife {

  private static final Logger LOG = LoggerFactory.getLogger(ClientLife.class);

  private ClientLife() {}

  /**
   * Makes something of a client that runs.
   *
   * @param <T> what is made
   */
  @FunctionalInterface
  public interface Setup<T> {

    /**
     * Makes it.
     *
     * @param http the client, which is started
     * @return what was made
     * @throws Exception if that does not succeed
     */
    T of(HttpClient http) throws Exception;
  }

  /**
   * Makes and starts a client, and what is made of it. What Jetty keeps meanwhile as its context
   * class loader is that of the bundle that holds this copy.
   *
   * @param maker makes the client
   * @param setup makes of it what is wanted
   * @return what is wanted
   * @throws IllegalStateException if Jetty does not start; then nothing of it runs
   */
  public static <T> T start(Supplier<HttpClient> maker, Setup<T> setup) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(ClientLife.class.getClassLoader());
    try {
      return started(maker.get(), setup);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static <T> T started(HttpClient http, Setup<T> setup) {
    try {
      http.start();
      return setup.of(http);
    } catch (Exception e) {
      stop(http);
      throw new IllegalStateException("Jetty's client does not start", e);
    }
  }

  /**
   * Stops a client, or a part of one. What goes wrong is logged.
   *
   * @param part what is to stop
   */
  public static void stop(LifeCycle part) {
    try {
      part.stop();
    } catch (Exception e) {
      LOG.warn("Jetty's client did not stop in order", e);
    }
  }
}
