package dev.firth.cli.up;

import dev.firth.catalog.build.Built;
import dev.firth.cli.console.OutputFormat;
import dev.firth.cli.console.TextTable;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code up} shows: on a terminal a table that stands still and is written over, elsewhere
 * plain lines when a task changes its phase, and for {@code -o json} a line of JSON a second.
 */
final class Display {
  private static final long EVERY_NANOS = 1_000_000_000;
  private static final String CUT_LONG_LINES = "\033[?7l";
  private static final String WRAP_LONG_LINES = "\033[?7h";

  private final PrintStream out;
  private final boolean terminal;
  private final OutputFormat output;
  private final Map<String, StatusLine> told = new HashMap<>();
  private int drawn;
  private long shownAt;

  Display(PrintStream out, boolean terminal, OutputFormat output) {
    this.out = out;
    this.terminal = terminal && !output.isData();
    this.output = output;
  }

  static Display of(OutputFormat output) {
    var out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    return new Display(out, System.console() != null && System.console().isTerminal(), output);
  }

  /** Prints a sentence above the table. */
  synchronized void line(String sentence) {
    if (sentence.isEmpty()) {
      return;
    }
    erase();
    out.println(output.isData() ? output.write(Map.of("message", sentence)) : sentence);
  }

  /** Prints what is wrong with a flow that was built. */
  void report(Built built) {
    built.problems().forEach(problem -> line(problem.render()));
    built.blocked().forEach(problem -> line(problem.render()));
    built.warnings().forEach(problem -> line("warning: " + problem.render()));
  }

  /** Says what takes a while, to a person who watches. */
  synchronized void waiting(String sentence) {
    if (terminal) {
      out.println(sentence);
      drawn = 1;
    }
  }

  /** Shows the tasks, at most once a second. */
  synchronized void tasks(List<StatusLine> tasks) {
    tell(tasks);
    long now = System.nanoTime();
    if (shownAt == 0 || now - shownAt >= EVERY_NANOS) {
      show(tasks);
      shownAt = now;
    }
  }

  /** Shows the tasks as they are at the end. */
  synchronized void last(List<StatusLine> tasks) {
    tell(tasks);
    if (terminal || output.isData()) {
      show(tasks);
    } else {
      table(tasks).forEach(out::println);
    }
  }

  /** Ends the table's line. */
  synchronized void end() {
    drawn = 0;
    out.flush();
  }

  private void show(List<StatusLine> tasks) {
    if (output.isData()) {
      out.println(output.write(Map.of("tasks", tasks)));
    } else if (terminal) {
      var lines = table(tasks);
      erase();
      out.print(CUT_LONG_LINES);
      lines.forEach(out::println);
      out.print(WRAP_LONG_LINES);
      out.flush();
      drawn = lines.size();
    }
  }

  private static List<String> table(List<StatusLine> tasks) {
    var table =
        new TextTable("TASK", "STATE", "READ/S", "READ", "WRITTEN", "LAG", "BEHIND", "MESSAGE");
    for (var line : tasks) {
      table.row(
          line.title(),
          line.phase(),
          Math.round(line.documentsPerSecond()),
          line.documentsIn(),
          line.documentsOut(),
          lag(line.lag().seconds()),
          bytes(line.lag().bytes()),
          line.message());
    }
    return table.lines();
  }

  /**
   * Tells what a table does not show: where there is none each change of a phase, and everywhere
   * what a person should read whole. A task that tries again and fails alike is told of once.
   */
  private void tell(List<StatusLine> tasks) {
    for (var task : tasks) {
      var before = told.get(task.title());
      if (output.isData() || isTold(before, task)) {
        continue;
      }
      if (!terminal || !task.message().isEmpty()) {
        erase();
        out.println(task.title() + ": " + task.sentence());
      }
      told.put(task.title(), task);
    }
  }

  private static boolean isTold(@Nullable StatusLine before, StatusLine now) {
    return before != null
        && (before.sentence().equals(now.sentence())
            || before.phase().equals("Backoff") && now.phase().equals("Opening"));
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
