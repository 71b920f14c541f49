// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import java.util.Arrays;
import java.util.List;

/**
 * What follows from a fact.
 *
 * @param state the state afterwards
 * @param actions what is to be done, in this order
 */
record Step(State state, List<Action> actions) {

  static Step to(State state, Action... actions) {
    return new Step(state, List.copyOf(Arrays.asList(actions)));
  }
}
