package dev.firth.bench;

import dev.firth.e2e.Waiting;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** p4: how long a killed run is missed. */
@Command(
    name = "p4",
    mixinStandardHelpOptions = true,
    description =
        "kill -9 of the run while rows are written; it is started again at once. Time from the kill"
            + " until a row is visible within a quarter of a second again. The store lives on.")
final class RecoveryBench implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final long ROWS_BEFORE = 1_000;
  private static final int ROWS_A_TRANSACTION = 20;
  private static final long IN_TIME_NANOS = 250_000_000;

  @Mixin private Work work = new Work();

  @Option(
      names = "--rate",
      defaultValue = "2000",
      description = "rows a second (default: ${DEFAULT-VALUE})")
  private double rate;

  @Option(
      names = "--kills",
      defaultValue = "5",
      description = "how often (default: ${DEFAULT-VALUE})")
  private int kills;

  @Option(
      names = "--seconds",
      defaultValue = "15",
      description = "between kills (default: ${DEFAULT-VALUE})")
  private int seconds;

  @Override
  public Integer call() throws Exception {
    Orders.fill(work.servers().source(), ROWS_BEFORE);
    var figures = new Figures("p4", "s from kill -9 to caught up", "median", "worst", "kills");
    try (var firth = work.firth("bench_recovery", false)) {
      double[] sorted = measure(firth, "bench_recovery", figures);
      figures.json("rate", rate);
      figures.json("medianSeconds", sorted[sorted.length / 2]);
      figures.json("worstSeconds", sorted[sorted.length - 1]);
    }
    var peer = work.peer("bench_recovery_peer");
    if (peer.isPresent()) {
      try (var copier = peer.get()) {
        double[] sorted = measure(copier, "bench_recovery_peer", figures);
        figures.json("peer", copier.name());
        figures.json("peerMedianSeconds", sorted[sorted.length / 2]);
      }
    }
    figures.print();
    return 0;
  }

  private double[] measure(Copier copier, String database, Figures figures) throws Exception {
    var source = work.servers().source();
    var copy = work.servers().copy(database);
    String rows = source.one("select count(*) from orders");
    Waiting.until(
        copier.name() + " to copy what is there",
        PATIENCE,
        () -> copy.one("select count(*) from orders").equals(rows));
    long first = Long.parseLong(source.one("select max(id) from orders")) + 1;
    int most = (int) (rate * (seconds + PATIENCE.toSeconds()) * kills);
    var visibility = new Visibility(source, copy, first, most, rate);
    var watch = Background.start("watch", visibility::watch);
    var insert = Background.start("insert", () -> visibility.insert(ROWS_A_TRANSACTION));
    var recoveries = new double[kills];
    int row = 0;
    for (int i = 0; i < kills; i++) {
      row += (int) (rate * seconds);
      row = awaitVisible(visibility, row, watch, insert);
      recoveries[i] = recovery(copier, visibility, row, watch, insert);
      row = visibility.inserted(row);
    }
    visibility.enough();
    insert.join();
    watch.join();
    Orders.compare(source, copy);
    Arrays.sort(recoveries);
    figures.row(copier.name(), recoveries[kills / 2], recoveries[kills - 1], kills);
    return recoveries;
  }

  private static int awaitVisible(
      Visibility visibility, int row, Background watch, Background insert) throws Exception {
    Waiting.until(
        "row " + row + " to be visible",
        PATIENCE,
        () -> visibility.visibleAt(row) > 0 || watch.ended() || insert.ended());
    watch.check();
    insert.check();
    return row;
  }

  /** Caught up is the first row inserted after the kill that is visible in time. */
  private static double recovery(
      Copier copier, Visibility visibility, int from, Background watch, Background insert)
      throws Exception {
    long killed = System.nanoTime();
    copier.program().kill();
    copier.start();
    var row = new AtomicInteger(from);
    Waiting.until(
        copier.name() + " to catch up",
        PATIENCE,
        () -> watch.ended() || insert.ended() || caughtUp(visibility, row, killed));
    watch.check();
    insert.check();
    return (visibility.visibleAt(row.get()) - killed) / 1e9;
  }

  /** Moves on over visible rows, to the one that was inserted after the kill and seen in time. */
  private static boolean caughtUp(Visibility visibility, AtomicInteger row, long killed) {
    for (; visibility.visibleAt(row.get()) > 0; row.incrementAndGet()) {
      long inserted = visibility.insertedAt(row.get());
      if (inserted > killed && visibility.visibleAt(row.get()) - inserted <= IN_TIME_NANOS) {
        return true;
      }
    }
    return false;
  }
}
