package dev.firth.bench;

import dev.firth.e2e.Waiting;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** p2: how long a committed row takes to be visible in the copy. */
@Command(
    name = "p2",
    mixinStandardHelpOptions = true,
    description =
        "Time from an insert's commit to its row being visible in the copy, at an even rate; every"
            + " record of the log is on disk (fsync) before it counts.")
final class LatencyBench implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final long ROWS_BEFORE = 1_000;

  @Mixin private Work work = new Work();

  @Option(
      names = "--rate",
      defaultValue = "200",
      description = "rows a second, each a transaction (default: ${DEFAULT-VALUE})")
  private double rate;

  @Option(
      names = "--warm-up",
      defaultValue = "20",
      description = "seconds that do not count (default: ${DEFAULT-VALUE})")
  private int warmUp;

  @Option(
      names = "--seconds",
      defaultValue = "30",
      description = "seconds that count (default: ${DEFAULT-VALUE})")
  private int seconds;

  @Override
  public Integer call() throws Exception {
    Orders.fill(work.servers().source(), ROWS_BEFORE);
    var figures =
        new Figures("p2", "ms from commit to visible", "p50", "p90", "p99", "max", "rows");
    try (var firth = work.firth("bench_latency", false)) {
      double[] sorted = measure(firth, "bench_latency", figures);
      figures.json("rate", rate);
      figures.json("p50Millis", Visibility.percentile(sorted, 0.5));
      figures.json("p99Millis", Visibility.percentile(sorted, 0.99));
    }
    var peer = work.peer("bench_latency_peer");
    if (peer.isPresent()) {
      try (var copier = peer.get()) {
        double[] sorted = measure(copier, "bench_latency_peer", figures);
        figures.json("peer", copier.name());
        figures.json("peerP50Millis", Visibility.percentile(sorted, 0.5));
        figures.json("peerP99Millis", Visibility.percentile(sorted, 0.99));
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
    var visibility = new Visibility(source, copy, first, (int) (rate * (warmUp + seconds)), rate);
    var watch = Background.start("watch", visibility::watch);
    visibility.insert(1);
    watch.join();
    Orders.compare(source, copy);
    double[] sorted = visibility.latencies((int) (rate * warmUp));
    figures.row(
        copier.name(),
        Visibility.percentile(sorted, 0.5),
        Visibility.percentile(sorted, 0.9),
        Visibility.percentile(sorted, 0.99),
        sorted[sorted.length - 1],
        sorted.length);
    return sorted;
  }
}
