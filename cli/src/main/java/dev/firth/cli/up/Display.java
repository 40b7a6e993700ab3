package dev.firth.cli.up;

import dev.firth.cli.console.OutputFormat;
import dev.firth.cli.console.TextTable;
import dev.firth.shard.status.TaskStatus;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * What {@code up} shows: on a terminal a table that stands still and is written over, elsewhere
 * plain lines when a task changes its phase, and for {@code -o json} a line of JSON a second.
 */
final class Display {
  private static final long EVERY_NANOS = 1_000_000_000;

  private final PrintStream out;
  private final boolean terminal;
  private final boolean json;
  private final Map<String, String> phases = new HashMap<>();
  private final Map<String, Long> before = new HashMap<>();
  private int drawn;
  private long shownAt;

  private Display(PrintStream out, boolean terminal, boolean json) {
    this.out = out;
    this.terminal = terminal;
    this.json = json;
  }

  static Display of(OutputFormat output) {
    var out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    boolean terminal = System.console() != null && System.console().isTerminal();
    return new Display(out, terminal && output == OutputFormat.table, output == OutputFormat.json);
  }

  /** Prints a sentence above the table. */
  synchronized void line(String sentence) {
    if (sentence.isEmpty()) {
      return;
    }
    erase();
    if (json) {
      out.println(JsonMapper.shared().writeValueAsString(Map.of("message", sentence)));
    } else {
      out.println(sentence);
    }
  }

  /** Shows the tasks, at most once a second. */
  synchronized void tasks(List<TaskStatus> tasks) {
    phaseLines(tasks);
    long now = System.nanoTime();
    if (shownAt == 0 || now - shownAt >= EVERY_NANOS) {
      show(tasks, shownAt == 0 ? 1 : (now - shownAt) / 1e9);
      shownAt = now;
    }
  }

  /** Shows the tasks as they are at the end. */
  synchronized void last(List<TaskStatus> tasks) {
    phaseLines(tasks);
    if (terminal || json) {
      show(tasks, 1);
    } else {
      table(tasks, 1).forEach(out::println);
    }
  }

  /** Ends the table's line. */
  synchronized void end() {
    drawn = 0;
    out.flush();
  }

  private void show(List<TaskStatus> tasks, double seconds) {
    if (json) {
      out.println(
          JsonMapper.shared()
              .writeValueAsString(Map.of("tasks", tasks.stream().map(StatusLine::of).toList())));
    } else if (terminal) {
      var lines = table(tasks, seconds);
      erase();
      lines.forEach(out::println);
      drawn = lines.size();
    }
  }

  private List<String> table(List<TaskStatus> tasks, double seconds) {
    var table = new TextTable("TASK", "STATE", "DOCS/S", "DOCS", "LAG", "BEHIND", "MESSAGE");
    var counts = new LinkedHashMap<String, Long>();
    for (var task : tasks) {
      var line = StatusLine.of(task);
      var title = Answers.title(task);
      long rate = Math.round((line.documentsOut() - before.getOrDefault(title, 0L)) / seconds);
      counts.put(title, line.documentsOut());
      table.row(
          title,
          line.phase(),
          Math.max(0, rate),
          line.documentsOut(),
          lag(line.lagSeconds()),
          bytes(line.lagBytes()),
          line.message());
    }
    before.putAll(counts);
    return table.lines();
  }

  /** Where nobody sees a table, a phase that changes is worth a line. */
  private void phaseLines(List<TaskStatus> tasks) {
    for (var task : tasks) {
      var title = Answers.title(task);
      var phase = StatusLine.of(task).sentence();
      if (!phase.equals(phases.put(title, phase)) && !terminal && !json) {
        out.println(title + ": " + phase);
      }
    }
  }

  private void erase() {
    if (drawn > 0) {
      out.print("\033[" + drawn + "A\033[J");
      drawn = 0;
    }
  }

  private static String lag(double seconds) {
    return seconds < 10
        ? String.format(Locale.ROOT, "%.1f s", seconds)
        : Math.round(seconds) + " s";
  }

  private static String bytes(long bytes) {
    if (bytes < 1 << 10) {
      return bytes + " B";
    }
    return bytes < 1 << 20 ? (bytes >> 10) + " KiB" : (bytes >> 20) + " MiB";
  }
}
