// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.authority;

import java.util.List;
import java.util.Locale;

/**
 * A target, and what comes of it.
 *
 * @param capability {@code host_api.websocket} or {@code host_api.request}
 * @param target its one-line form
 * @param verdict what comes of it
 * @param marks what an operator must not miss about it, such as {@code BROAD}
 * @param reason why the author says it is wanted, untrusted; empty if it is not declared
 */
public record TargetReport(
    String capability, String target, Verdict verdict, List<String> marks, String reason) {

  /** Copies the list. */
  public TargetReport {
    marks = List.copyOf(marks);
  }

  /** What comes of a target. */
  public enum Verdict {
    /** It is declared, and granted in whole. */
    GRANTED,
    /** It is declared, and granted in part. */
    PARTLY_GRANTED,
    /** It is declared only. */
    REQUESTED,
    /** It is denied, in whole. */
    DENIED,
    /** It is granted only, which allows nothing. */
    GRANTED_BUT_NOT_DECLARED;

    /**
     * The name that outputs use.
     *
     * @return the constant's name in lower case, its words parted by hyphens
     */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
