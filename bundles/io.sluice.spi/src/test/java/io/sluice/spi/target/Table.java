// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.target;

import java.util.ArrayList;
import java.util.List;

/** Rows of a parameterised test: what each is called, and what it is about. */
final class Table {

  private final List<Object[]> rows = new ArrayList<>();

  /** Adds a text that is called what it is. */
  Table add(String text, String expected) {
    return add(text, text, expected);
  }

  Table add(String label, String text, String expected) {
    rows.add(new Object[] {label.isEmpty() ? "nothing" : label, text, expected});
    return this;
  }

  List<Object[]> rows() {
    return rows;
  }
}
