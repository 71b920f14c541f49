// SPDX-License-Identifier: Apache-2.0
package io.sluice.api.protocol;

import java.util.Set;

/** What the host itself tells about a worker. Plugins cannot publish these. */
public sealed interface HostEvent extends ProtocolEvent
    permits Snapshot, WorkerStatus, ConnectionStatus, IngressStatus, CommandDone, DiagnosticNoted {

  /** The types of the host's events, which no plugin can give to an event of its own. */
  Set<String> TYPES =
      Set.of(
          Snapshot.TYPE,
          WorkerStatus.TYPE,
          ConnectionStatus.TYPE,
          IngressStatus.TYPE,
          CommandDone.TYPE,
          DiagnosticNoted.TYPE);
}
