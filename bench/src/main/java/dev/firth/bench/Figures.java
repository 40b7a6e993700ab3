package dev.firth.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** What a bench prints: a table, and at the end a line of JSON for programs. */
final class Figures {
  private final List<String[]> rows = new ArrayList<>();
  private final Map<String, Object> json = new LinkedHashMap<>();

  Figures(String bench, String... headers) {
    json.put("bench", bench);
    rows.add(headers);
  }

  void row(Object... cells) {
    var row = new String[cells.length];
    for (int i = 0; i < cells.length; i++) {
      row[i] = cells[i] instanceof Double number ? text(number) : String.valueOf(cells[i]);
    }
    rows.add(row);
  }

  void json(String name, Object value) {
    json.put(name, value instanceof Double number ? Math.round(number * 100) / 100.0 : value);
  }

  void print() {
    var widths = new int[rows.getFirst().length];
    for (var row : rows) {
      for (int i = 0; i < row.length; i++) {
        widths[i] = Math.max(widths[i], row[i].length());
      }
    }
    for (var row : rows) {
      var line = new StringBuilder();
      for (int i = 0; i < row.length; i++) {
        String format = i == 0 ? "%-" + widths[i] + "s" : "  %" + widths[i] + "s";
        line.append(String.format(Locale.ROOT, format, row[i]));
      }
      System.out.println(line);
    }
    System.out.println(JsonMapper.shared().writeValueAsString(json));
  }

  private static String text(double number) {
    return String.format(Locale.ROOT, number >= 1000 ? "%,.0f" : "%.1f", number);
  }
}
