// SPDX-License-Identifier: Apache-2.0
package io.sluice.shell;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Lays rows out in columns. Where these do not fit into 100 columns, the first cell of each row
 * stands in a line of its own. What may be long goes below its row, as details.
 */
final class Table {

  static final int WIDTH = 100;

  private static final String GAP = "  ";
  private static final String INDENT = "    ";

  private final List<Row> rows = new ArrayList<>();

  Table(String... headers) {
    rows.add(new Row(List.of(headers), List.of()));
  }

  private record Row(List<String> cells, List<String> details) {}

  /** Adds a row, one cell for each header. */
  Table row(Object... cells) {
    rows.add(new Row(Arrays.stream(cells).map(String::valueOf).toList(), new ArrayList<>()));
    return this;
  }

  /** Puts a text below the last row, unless it is empty. */
  Table detail(String text) {
    if (!text.isEmpty()) {
      rows.get(rows.size() - 1).details().add(text);
    }
    return this;
  }

  boolean isEmpty() {
    return rows.size() == 1;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    int[] widths = widths();
    boolean broken = IntStream.of(widths).sum() + (widths.length - 1) * GAP.length() > WIDTH;
    for (Row row : rows) {
      text.append(broken ? broken(row, widths) : inOneLine(row.cells(), widths, 0) + "\n");
      row.details().forEach(detail -> text.append(wrap(detail, INDENT)));
    }
    return text.toString().stripTrailing();
  }

  private static String broken(Row row, int[] widths) {
    return wrap(row.cells().get(0), "") + wrap(inOneLine(row.cells(), widths, 1), INDENT);
  }

  private static String inOneLine(List<String> cells, int[] widths, int from) {
    StringBuilder line = new StringBuilder();
    for (int i = from; i < cells.size(); i++) {
      line.append(cells.get(i)).append(gap(cells.get(i), widths[i]));
    }
    return line.toString().stripTrailing();
  }

  private static String gap(String cell, int width) {
    return " ".repeat(width - cell.length()) + GAP;
  }

  private int[] widths() {
    int[] widths = new int[rows.get(0).cells().size()];
    for (Row row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.cells().get(i).length());
      }
    }
    return widths;
  }

  /** Breaks a text into indented lines of at most the width, at spaces where there are any. */
  static String wrap(String text, String indent) {
    StringBuilder wrapped = new StringBuilder();
    int room = WIDTH - indent.length();
    String rest = text;
    while (rest.length() > room) {
      int space = rest.lastIndexOf(' ', room);
      int end = space > 0 ? space : room;
      String line = rest.substring(0, end).stripTrailing();
      wrapped.append(line.isEmpty() ? "" : indent + line + "\n");
      rest = rest.substring(end).stripLeading();
    }
    return wrapped.append(indent).append(rest).append('\n').toString();
  }
}
