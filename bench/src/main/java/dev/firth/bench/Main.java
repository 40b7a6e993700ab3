package dev.firth.bench;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code bench/run NAME}. */
@Command(
    name = "bench/run",
    mixinStandardHelpOptions = true,
    description = "Prints a table and, at the end, a line of JSON.",
    subcommands = {
      CopyBench.class,
      LatencyBench.class,
      RecoveryBench.class,
      PipeBench.class,
      ValidateBench.class,
      ReduceBench.class,
      RowsBench.class
    })
public final class Main {
  /** Ends with 0 when the bench has run and the copies were equal. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Main()).execute(args));
  }
}
