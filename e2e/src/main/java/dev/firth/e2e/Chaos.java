package dev.firth.e2e;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Kills what can be killed while pgbench writes, and then compares the copy with the source, row by
 * row.
 */
@Command(
    name = "chaos",
    mixinStandardHelpOptions = true,
    description =
        "Copies pgbench's tables while the run, connectors, the store and shards are killed, and compares.")
public final class Chaos implements Callable<Integer> {
  private static final Duration RECOVERY = Duration.ofMinutes(3);
  private static final Duration RETENTION = Duration.ofSeconds(40);
  private static final List<TableComparison> TABLES =
      List.of(
          new TableComparison("pgbench_accounts", List.of("aid", "bid", "abalance", "filler")),
          new TableComparison("pgbench_branches", List.of("bid", "bbalance", "filler")),
          new TableComparison("pgbench_tellers", List.of("tid", "bid", "tbalance", "filler")),
          new TableComparison(
              "pgbench_history", List.of("tid", "bid", "aid", "delta", "mtime", "filler")));

  @Option(names = "--firth", required = true, description = "the firth script")
  private Path firth = Path.of("firth");

  @Option(
      names = "--directory",
      required = true,
      description = "a copy of examples/postgres whose servers run")
  private Path directory = Path.of(".");

  @Option(names = "--work", required = true, description = "a scratch folder")
  private Path work = Path.of(".");

  @Option(
      names = "--kills",
      defaultValue = "30",
      description = "how many faults (default: ${DEFAULT-VALUE})")
  private int kills;

  @Option(
      names = "--scale",
      defaultValue = "10",
      description = "pgbench's scale (default: ${DEFAULT-VALUE})")
  private int scale;

  @Option(
      names = "--clients",
      defaultValue = "8",
      description = "pgbench's clients (default: ${DEFAULT-VALUE})")
  private int clients;

  @Option(
      names = "--rate",
      defaultValue = "0",
      description = "transactions a second; 0 is as fast as it goes")
  private int rate;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "of the choice of faults and moments (default: ${DEFAULT-VALUE})")
  private long seed;

  /** What was done, when, and how long until new rows arrived again. */
  private record Fault(String what, Instant at, double recoverySeconds) {}

  private final List<Fault> faults = new ArrayList<>();
  private long marker;

  /** Ends with 0 when nothing was lost or doubled. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Chaos()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    Files.createDirectories(work);
    var flow =
        Flow.start(
            firth.toAbsolutePath(),
            directory.toAbsolutePath(),
            work.toAbsolutePath(),
            freePort(),
            RETENTION);
    try {
      initialize(flow);
      System.out.printf("%-34s %-10s %10s%n", "fault", "at", "recovery s");
      var pgbench = pgbench(flow);
      try {
        killAtRandom(flow);
        zombie(flow);
      } finally {
        pgbench.stop();
      }
      return report(compare(flow));
    } finally {
      flow.close();
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private void initialize(Flow flow) throws Exception {
    var seconds = flow.caughtUp(++marker, Duration.ofMinutes(10));
    System.out.printf("%d accounts are there after %.1f s%n", scale * 100_000, seconds);
  }

  private Program pgbench(Flow flow) throws IOException {
    var source = flow.database("source-db");
    var address = source.address().split(":", 2);
    var command =
        new ArrayList<>(
            List.of(
                "pgbench",
                "-n",
                "-c",
                Integer.toString(clients),
                "-j",
                "1",
                "-T",
                "86400",
                "-h",
                address[0],
                "-p",
                address[1],
                "-U",
                source.user()));
    if (rate > 0) {
      command.addAll(List.of("-R", Integer.toString(rate)));
    }
    command.add(source.database());
    return Program.start(
        "pgbench", work.resolve("logs"), work, Map.of("PGPASSWORD", source.password()), command);
  }

  private void killAtRandom(Flow flow) throws Exception {
    var random = new SplittableRandom(seed);
    for (int i = 0; i < kills; i++) {
      TimeUnit.MILLISECONDS.sleep(random.nextInt(3_000));
      var kind = random.nextInt(3);
      var at = Instant.now();
      var what =
          switch (kind) {
            case 0 -> {
              flow.killRun();
              yield "kill -9 of the run";
            }
            case 1 ->
                flow.killConnector(random.nextInt(8))
                    ? "kill -9 of a connector"
                    : "no connector was alive";
            default -> {
              flow.killStore();
              yield "kill -9 of the store";
            }
          };
      record(what, at, flow.caughtUp(++marker, RECOVERY));
    }
  }

  /**
   * A shard sleeps beyond R, another takes over, garbage collection deletes the sleeper's next
   * name, and it wakes.
   */
  private void zombie(Flow flow) throws Exception {
    flow.stopRun();
    var materialization = flow.shard("materialization-copy");
    var sleeper = flow.shard("capture-bank");
    flow.caughtUp(++marker, RECOVERY);
    sleeper.freeze();
    for (var child : sleeper.descendants()) {
      Program.signal(child.pid(), "STOP");
    }
    var at = Instant.now();
    var last = flow.logObjects("bank").getLast();
    var successor = flow.shard("capture-bank");
    record("shard frozen, another took over", at, flow.caughtUp(++marker, RECOVERY));
    var deleted =
        Waiting.until(
            "garbage collection to delete what the sleeper would write next",
            Duration.ofMinutes(4),
            () ->
                flow.logObjects("bank").getFirst().getFileName().compareTo(last.getFileName()) > 0
                    && nextIsGone(flow, last));
    System.out.printf(
        "  garbage collection deleted the sleeper's next name after %.0f s%n", deleted);
    at = Instant.now();
    sleeper.thaw();
    for (var child : sleeper.descendants()) {
      Program.signal(child.pid(), "CONT");
    }
    Waiting.until("the sleeper to end", RECOVERY, () -> !sleeper.alive());
    record("the frozen shard woke and ended", at, flow.caughtUp(++marker, RECOVERY));
    System.out.println("  it said: " + sleeper.tail(1));
    successor.stop();
    materialization.stop();
    flow.startRun();
  }

  private static boolean nextIsGone(Flow flow, Path last) throws IOException {
    var next =
        String.format(
            "%0" + last.getFileName().toString().length() + "x",
            Long.parseLong(last.getFileName().toString(), 16) + 1);
    return flow.logObjects("bank").stream().noneMatch(f -> f.getFileName().toString().equals(next));
  }

  private void record(String what, Instant at, double recovery) {
    faults.add(new Fault(what, at, recovery));
    System.out.printf("%-34s %tT %14.2f%n", what, at.toEpochMilli(), recovery);
  }

  private List<TableComparison.Difference> compare(Flow flow)
      throws InterruptedException, SQLException {
    flow.caughtUp(++marker, RECOVERY);
    var source = flow.database("source-db");
    var copy = flow.database("copy-db");
    try {
      Waiting.until(
          "equal checksums",
          Duration.ofMinutes(1),
          () -> TABLES.get(0).checksum(source).equals(TABLES.get(0).checksum(copy)));
    } catch (AssertionError differ) {
      System.out.println(differ.getMessage());
    }
    var differences = new ArrayList<TableComparison.Difference>();
    for (var table : TABLES) {
      differences.add(table.compare(source, copy));
    }
    return differences;
  }

  private int report(List<TableComparison.Difference> differences) {
    System.out.printf("%n%-20s %10s %8s %8s%n", "table", "rows", "lost", "doubled");
    boolean equal = true;
    for (var d : differences) {
      System.out.printf("%-20s %10d %8d %8d%n", d.table(), d.rows(), d.lost(), d.doubled());
      equal &= d.none();
    }
    var summary = new LinkedHashMap<String, Object>();
    summary.put("faults", faults.size());
    summary.put(
        "recoverySecondsMax", faults.stream().mapToDouble(Fault::recoverySeconds).max().orElse(0));
    summary.put("lost", differences.stream().mapToLong(TableComparison.Difference::lost).sum());
    summary.put(
        "doubled", differences.stream().mapToLong(TableComparison.Difference::doubled).sum());
    System.out.println(Flow.json(summary));
    return equal ? 0 : 1;
  }
}
