// SPDX-License-Identifier: Apache-2.0
package io.sluice.observe;

import io.sluice.spi.observation.WorkerReport;
import io.sluice.stream.JsonWriting;
import io.sluice.stream.JsonWriting.TooLongException;
import io.sluice.stream.MalformedException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The list of workers, as the endpoint answers it. */
final class RuntimeList {

  private static final int MOST_CHARACTERS = 1 << 20;

  private RuntimeList() {}

  static String json(List<WorkerReport> workers) {
    try {
      return JsonWriting.object(
          Map.of("workers", workers.stream().map(RuntimeList::entry).toList()), MOST_CHARACTERS);
    } catch (MalformedException | TooLongException e) {
      throw new IllegalStateException("the list of workers has no JSON form", e);
    }
  }

  private static Map<String, Object> entry(WorkerReport worker) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("worker_id", worker.worker());
    entry.put("version", worker.version());
    entry.put("status", worker.status());
    entry.put("service", worker.service());
    entry.put("events_published", worker.published());
    entry.put("events_kept", worker.kept());
    entry.put("followers", worker.followers());
    return entry;
  }
}
