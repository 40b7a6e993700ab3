package dev.firth.e2e;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Copies pgbench's tables while they are written to, first in peace, then while all that can be
 * killed is killed, and compares the copy with the source each time.
 */
@Command(
    name = "chaos",
    mixinStandardHelpOptions = true,
    description =
        "Copies pgbench's tables while the run, connectors, the store and shards are killed, and compares.")
public final class Chaos implements Callable<Integer> {
  private static final Duration BACKFILL = Duration.ofMinutes(10);

  @Option(names = "--firth", required = true, hidden = true)
  private Path firth = Path.of("firth");

  @Option(names = "--directory", required = true, hidden = true)
  private Path directory = Path.of(".");

  @Option(names = "--work", required = true, hidden = true)
  private Path work = Path.of(".");

  @Option(names = "--scale", required = true, hidden = true)
  private int scale;

  @Option(names = "--pgbench", hidden = true)
  private @Nullable Path pgbench;

  @Option(
      names = "--kills",
      defaultValue = "30",
      description = "how many processes are killed (default: ${DEFAULT-VALUE})")
  private int kills;

  @Option(
      names = "--clients",
      defaultValue = "8",
      description = "that write to the source (default: ${DEFAULT-VALUE})")
  private int clients;

  @Option(
      names = "--rate",
      defaultValue = "0",
      description = "transactions a second; 0 is as fast as it goes")
  private int rate;

  @Option(
      names = "--calm",
      defaultValue = "20",
      paramLabel = "SECONDS",
      description = "of writing before the first kill (default: ${DEFAULT-VALUE})")
  private int calm;

  @Option(
      names = "--retention",
      defaultValue = "40",
      paramLabel = "SECONDS",
      description = "R of the log, beyond which a shard sleeps (default: ${DEFAULT-VALUE})")
  private int retention;

  @Option(
      names = "--limit",
      defaultValue = "60",
      paramLabel = "MINUTES",
      description = "all of it fails after this time (default: ${DEFAULT-VALUE})")
  private int limit;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "of the order of faults and their moments (default: ${DEFAULT-VALUE})")
  private long seed;

  private final ChaosReport report = new ChaosReport();

  /** Ends with 0 when nothing was lost or doubled. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Chaos()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    limitTime();
    Files.createDirectories(work);
    try (var flow =
        Flow.start(
            firth.toAbsolutePath(),
            directory.toAbsolutePath(),
            work.toAbsolutePath(),
            freePort(),
            Duration.ofSeconds(retention))) {
      var equal = inPeace(flow) && underFaults(flow);
      report.summary(equal);
      return equal ? 0 : 1;
    } catch (AssertionError failed) {
      System.out.println("FAILED: " + failed.getMessage());
      Optional.ofNullable(failed.getCause()).ifPresent(why -> System.out.println("  " + why));
      return 1;
    }
  }

  /** Whatever it hangs in: the end of this process ends all that it started. */
  private void limitTime() {
    Thread.ofPlatform()
        .daemon()
        .name("limit")
        .start(
            () -> {
              try {
                Waiting.passes(Duration.ofMinutes(limit));
                System.out.println("FAILED: not done after " + limit + " minutes");
                System.exit(1);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** The tables are copied while they are written to, and equal once the writing stops. */
  private boolean inPeace(Flow flow) throws Exception {
    var source = flow.database("source-db");
    long before = transactions(source);
    try (var writer = writer(source)) {
      double seconds = flow.caughtUp(report.marker(), BACKFILL);
      report.line("%d accounts are there after %.1f s", scale * 100_000, seconds);
      Waiting.passes(Duration.ofSeconds(calm));
      writer.check();
    }
    return compare(flow, "without a fault", before);
  }

  private boolean underFaults(Flow flow) throws Exception {
    var source = flow.database("source-db");
    long before = transactions(source);
    try (var writer = writer(source)) {
      var faults = new Faults(flow, writer, report, seed);
      faults.killAtRandom(kills);
      faults.sleepBeyondRetention();
      writer.check();
    }
    return compare(flow, "after " + report.faults() + " faults", before);
  }

  private Writer writer(Database source) throws IOException {
    return pgbench != null
        ? Pgbench.start(pgbench, work, source, clients, rate)
        : Clients.start(source, scale, clients, rate);
  }

  private static long transactions(Database source) throws SQLException {
    return Long.parseLong(source.one("select count(*) from pgbench_history where tid > 0"));
  }

  private boolean compare(Flow flow, String when, long before) throws Exception {
    var source = flow.database("source-db");
    Waiting.until(
        "the last transactions to end",
        Duration.ofSeconds(30),
        () ->
            source
                .one(
                    "select count(*) from pg_stat_activity where application_name = '"
                        + Writer.CONNECTIONS
                        + "'")
                .equals("0"));
    flow.caughtUp(report.marker(), Faults.RECOVERY);
    long written = transactions(source) - before;
    if (written == 0) {
      throw new AssertionError("no transaction was written " + when);
    }
    return report.compare(when, written, source, flow.database("copy-db"), tables());
  }

  private static List<TableComparison> tables() {
    return List.of(
        new TableComparison("pgbench_accounts", List.of("aid", "bid", "abalance", "filler")),
        new TableComparison("pgbench_branches", List.of("bid", "bbalance", "filler")),
        new TableComparison("pgbench_tellers", List.of("tid", "bid", "tbalance", "filler")),
        new TableComparison(
            "pgbench_history", List.of("tid", "bid", "aid", "delta", "mtime", "filler")));
  }
}
