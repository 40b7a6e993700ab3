package dev.firth.e2e;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.OptionalDouble;
import tools.jackson.databind.json.JsonMapper;

/** What was done and found, printed as it happens, and in one line of JSON at the end. */
final class ChaosReport {
  private static final Duration SETTLING = Duration.ofMinutes(1);

  private final List<Double> recoveries = new ArrayList<>();
  private final long began = System.nanoTime();
  private int faults;
  private long markers;
  private long transactions;
  private long lost;
  private long doubled;

  /** A number that was not given before, for a row whose arrival is waited for. */
  long marker() {
    return ++markers;
  }

  int faults() {
    return faults;
  }

  void line(String format, Object... values) {
    System.out.printf(format + "%n", values);
  }

  /** A fault and the seconds until new rows arrived again. */
  void fault(String what, Instant at, double recovery) {
    recoveries.add(recovery);
    fault(what, at, OptionalDouble.of(recovery));
  }

  /** A fault that the next one follows before it is recovered from. */
  void fault(String what, Instant at) {
    fault(what, at, OptionalDouble.empty());
  }

  private void fault(String what, Instant at, OptionalDouble recovery) {
    if (faults++ == 0) {
      line("%n%-38s %-8s %10s", "fault", "at", "recovery s");
    }
    var seconds = recovery.isPresent() ? "%.2f".formatted(recovery.getAsDouble()) : "-";
    line("%-38s %tT %10s", what, at.toEpochMilli(), seconds);
  }

  /** Compares all tables, once they have had time to become equal; whether they are. */
  boolean compare(
      String when, long written, Database source, Database copy, List<TableComparison> tables)
      throws InterruptedException, SQLException {
    try {
      Waiting.until(
          "equal checksums",
          SETTLING,
          () -> {
            for (var table : tables) {
              if (!table.checksum(source).equals(table.checksum(copy))) {
                return false;
              }
            }
            return true;
          });
    } catch (AssertionError differ) {
      line("%s: the copy differs", when);
    }
    transactions += written;
    line("%n%s, %d transactions later:", when, written);
    line("%-20s %10s %8s %8s", "table", "rows", "lost", "doubled");
    boolean equal = true;
    for (var table : tables) {
      var found = table.compare(source, copy);
      line("%-20s %10d %8d %8d", found.table(), found.rows(), found.lost(), found.doubled());
      equal &= found.none();
      lost += found.lost();
      doubled += found.doubled();
    }
    return equal;
  }

  /** The last line. */
  void summary(boolean equal) {
    var summary = new LinkedHashMap<String, Object>();
    summary.put("equal", equal);
    summary.put("faults", faults);
    summary.put("transactions", transactions);
    var sorted = recoveries.stream().sorted().toList();
    summary.put("recoverySecondsMedian", sorted.isEmpty() ? 0 : sorted.get(sorted.size() / 2));
    summary.put("recoverySecondsMax", sorted.isEmpty() ? 0 : sorted.getLast());
    summary.put("lost", lost);
    summary.put("doubled", doubled);
    summary.put("seconds", (System.nanoTime() - began) / 1_000_000_000);
    System.out.println(JsonMapper.shared().writeValueAsString(summary));
  }
}
