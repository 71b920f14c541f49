// SPDX-License-Identifier: Apache-2.0
package io.sluice.stream;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an endpoint serves. It is asked on the server's threads, and must not wait. */
public interface Entrance {

  /**
   * Answers a plain request.
   *
   * @param path the path, as it was sent
   * @return what to answer, or null if nothing is there
   */
  @Nullable Answer page(String path);

  /**
   * Answers a WebSocket handshake.
   *
   * @param visit who wants what
   * @return what to do about it
   */
  Admission admit(Visit visit);

  /**
   * An answer without a stream.
   *
   * @param status the HTTP status
   * @param json the body
   */
  record Answer(int status, String json) implements Admission {}

  /**
   * Somebody who wants to follow.
   *
   * @param path the path, as it was sent
   * @param cursor where to resume from, or null
   * @param remoteAddress where it comes from
   * @param headers the request's fields by their names in lower case, without its secrets
   */
  record Visit(
      String path,
      @Nullable String cursor,
      String remoteAddress,
      Map<String, List<String>> headers) {}

  /** What becomes of a handshake. */
  sealed interface Admission permits Answer, Admitted {}

  /** The handshake succeeds, and a stream begins. */
  non-sealed interface Admitted extends Admission {

    /**
     * Begins the stream.
     *
     * @param sink where its frames go
     * @return the follower, which has begun
     */
    Follower begin(FollowerSink sink);

    /** The stream has ended. It is called once, if it has begun. */
    void ended();
  }
}
