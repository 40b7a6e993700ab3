package dev.firth.cli.console;

import java.util.ArrayList;
import java.util.List;

/** Rows of text in aligned columns, two spaces apart; numbers to the right. */
public final class TextTable {
  private static final String GAP = "  ";

  private final List<String> header;
  private final List<List<String>> rows = new ArrayList<>();

  public TextTable(String... header) {
    this.header = List.of(header);
  }

  /** Adds a row with as many cells as the header has. */
  public TextTable row(Object... cells) {
    if (cells.length != header.size()) {
      throw new IllegalArgumentException("a row needs " + header.size() + " cells");
    }
    var row = new ArrayList<String>(cells.length);
    for (var cell : cells) {
      row.add(String.valueOf(cell));
    }
    rows.add(row);
    return this;
  }

  /** The lines, header first, without trailing blanks. */
  public List<String> lines() {
    var width = new int[header.size()];
    var numeric = new boolean[header.size()];
    for (int c = 0; c < width.length; c++) {
      width[c] = header.get(c).length();
      numeric[c] = !rows.isEmpty();
      for (var row : rows) {
        width[c] = Math.max(width[c], row.get(c).length());
        numeric[c] &= isNumeric(row.get(c));
      }
    }
    var lines = new ArrayList<String>();
    lines.add(line(header, width, numeric));
    for (var row : rows) {
      lines.add(line(row, width, numeric));
    }
    return lines;
  }

  private static boolean isNumeric(String cell) {
    return !cell.isEmpty() && (Character.isDigit(cell.charAt(0)) || cell.equals("-"));
  }

  private static String line(List<String> cells, int[] width, boolean[] numeric) {
    var line = new StringBuilder();
    for (int c = 0; c < width.length; c++) {
      var pad = " ".repeat(width[c] - cells.get(c).length());
      line.append(c == 0 ? "" : GAP);
      line.append(numeric[c] ? pad + cells.get(c) : cells.get(c) + pad);
    }
    return line.toString().stripTrailing();
  }
}
