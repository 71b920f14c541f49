// SPDX-License-Identifier: Apache-2.0
package io.sluice.authority;

import io.sluice.spi.authority.AccessAttempt;
import io.sluice.spi.authority.Decision;
import io.sluice.spi.authority.Denial;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The last denials, each once. Safe for use by many threads. */
final class Denials {

  private final int most;
  private final Map<Key, Denial> kept = new LinkedHashMap<>();
  private long number;

  Denials(int most) {
    this.most = most;
  }

  /** Messages may tell of what changes all the time. */
  private record Key(AccessAttempt attempt, String code) {}

  /** Takes note of a denial, which is the last one then. */
  synchronized Denial add(AccessAttempt attempt, Decision decision, Instant now) {
    Key key = new Key(attempt, decision.code());
    Denial before = kept.remove(key);
    Denial denial =
        before == null
            ? new Denial("d-" + ++number, now, now, 1, attempt, decision)
            : new Denial(before.id(), before.first(), now, before.count() + 1, attempt, decision);
    kept.put(key, denial);
    if (kept.size() > most) {
      kept.remove(kept.keySet().iterator().next());
    }
    return denial;
  }

  synchronized List<Denial> all() {
    return List.copyOf(kept.values());
  }

  synchronized Optional<Denial> of(String id) {
    return kept.values().stream().filter(denial -> denial.id().equals(id)).findFirst();
  }
}
