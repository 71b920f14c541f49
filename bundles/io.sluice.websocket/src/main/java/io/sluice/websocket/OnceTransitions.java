// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import io.sluice.websocket.State.Closed;
import io.sluice.websocket.State.Denied;
import io.sluice.websocket.State.Failed;
import io.sluice.websocket.State.Waiting;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides what a connection does next that is opened once: where {@link Transitions} would have it
 * wait for something, be it time, a grant or an operator, it is closed for good.
 */
final class OnceTransitions {

  private final Transitions transitions;

  OnceTransitions(Transitions transitions) {
    this.transitions = transitions;
  }

  Step next(State state, Fact fact) {
    if (fact instanceof Fact.Permitted && state.dial() > 0) {
      return Step.to(state);
    }
    Step step = transitions.next(state, fact);
    State after = step.state();
    if (after == state) {
      return step;
    }
    return after instanceof Denied || after instanceof Waiting || after instanceof Failed
        ? closed(after, step.actions())
        : step;
  }

  private static Step closed(State after, List<Action> actions) {
    List<Action> last = new ArrayList<>();
    for (Action action : actions) {
      if (!(action instanceof Action.WaitForRetry)) {
        last.add(action);
      }
    }
    last.add(new Action.ClearAlarm());
    last.add(new Action.Release());
    return new Step(new Closed(after.dial(), after.reason()), last);
  }
}
