// SPDX-License-Identifier: Apache-2.0
package io.sluice.authority;

import io.sluice.authority.Authority.Declared;
import io.sluice.spi.authority.TargetReport;
import io.sluice.spi.authority.TargetReport.Verdict;
import io.sluice.spi.plugin.DeclaredTarget;
import io.sluice.spi.target.Target;
import java.util.ArrayList;
import java.util.List;

/** Lays what is declared, granted and denied side by side. */
final class TargetReports {

  private TargetReports() {}

  static List<TargetReport> of(Authority authority) {
    List<TargetReport> reports = new ArrayList<>();
    for (Declared declared : authority.declared()) {
      reports.add(report(declared.target(), verdict(authority, declared), declared.reason()));
    }
    for (DeclaredTarget open : authority.open()) {
      Target sample = open.target().sample();
      reports.add(
          new TargetReport(
              capability(sample),
              open.target().toString(),
              Verdict.REQUESTED,
              sample.marks(),
              open.reason()));
    }
    for (Target granted : authority.granted()) {
      if (authority.declared().stream().noneMatch(each -> each.target().overlaps(granted))) {
        reports.add(report(granted, Verdict.GRANTED_BUT_NOT_DECLARED, ""));
      }
    }
    for (Target denied : authority.denied()) {
      if (authority.declared().stream().noneMatch(each -> each.target().equals(denied))) {
        reports.add(report(denied, Verdict.DENIED, ""));
      }
    }
    return List.copyOf(reports);
  }

  private static Verdict verdict(Authority authority, Declared declared) {
    Target target = declared.target();
    if (authority.denied().stream().anyMatch(denied -> denied.covers(target))) {
      return Verdict.DENIED;
    }
    boolean narrowed = authority.denied().stream().anyMatch(denied -> denied.overlaps(target));
    if (authority.granted().stream().anyMatch(granted -> granted.covers(target))) {
      return narrowed ? Verdict.PARTLY_GRANTED : Verdict.GRANTED;
    }
    return authority.granted().stream()
            .filter(granted -> authority.denied().stream().noneMatch(each -> each.covers(granted)))
            .anyMatch(granted -> granted.overlaps(target))
        ? Verdict.PARTLY_GRANTED
        : Verdict.REQUESTED;
  }

  private static TargetReport report(Target target, Verdict verdict, String reason) {
    return new TargetReport(capability(target), target.toString(), verdict, target.marks(), reason);
  }

  private static String capability(Target target) {
    return target.scheme().isWebSocket() ? GrantKeys.WEBSOCKET : GrantKeys.REQUEST;
  }
}
