package dev.firth.bench;

import dev.firth.e2e.Database;
import dev.firth.e2e.Waiting;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** p1: what it costs to copy a table, first whole, then its updates. */
@Command(
    name = "p1",
    mixinStandardHelpOptions = true,
    description =
        "CPU of copying a table of 286-byte rows from PostgreSQL through a collection to PostgreSQL:"
            + " a snapshot, then updates, until the last file of the collection is written.")
final class CopyBench implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofMinutes(60);
  private static final int TRANSACTION = 1_000;

  @Mixin private Work work = new Work();

  @Option(
      names = "--rows",
      defaultValue = "5000000",
      description = "of the snapshot (default: ${DEFAULT-VALUE})")
  private long rows;

  @Option(
      names = "--updates",
      defaultValue = "1000000",
      description = "rows updated after it (default: ${DEFAULT-VALUE})")
  private long updates;

  @Option(names = "--no-stdio", description = "leave out the run with connectors as processes")
  private boolean noStdio;

  /** Wall and CPU time since the start. */
  private record Moment(double seconds, double cpu) {
    double cpuUntil(Moment later, double documents) {
      return (later.cpu - cpu) * 1e6 / documents;
    }

    double rateUntil(Moment later, double documents) {
      return documents / (later.seconds - seconds);
    }
  }

  /** What one copier needed. */
  private record Result(
      Moment start, Moment snapshot, Moment streaming, Moment updated, Moment end) {}

  @Override
  public Integer call() throws Exception {
    var source = work.servers().source();
    System.out.println("Filling the source with " + rows + " rows.");
    Orders.fill(source, rows);
    var figures =
        new Figures(
            "p1",
            "CPU-s/M rows",
            "all",
            "snapshot",
            "updates",
            "store",
            "snapshot rows/s",
            "update rows/s",
            "loads",
            "files after s");
    double ours = firth(figures, false);
    if (!noStdio) {
      figures.json("stdio", firth(figures, true));
    }
    peer(figures, ours);
    figures.print();
    return 0;
  }

  private double firth(Figures figures, boolean stdio) throws Exception {
    var database = stdio ? "bench_stdio" : "bench";
    try (var copier = work.firth(database, stdio)) {
      var fragments = new Fragments(copier.fragments());
      var result =
          measure(
              copier,
              work.servers().copy(database),
              () ->
                  Waiting.until(
                      "the last file of the collection",
                      PATIENCE,
                      () -> fragments.documents() >= rows + updates));
      if (fragments.documents() != rows + updates) {
        throw new AssertionError(
            "the collection holds "
                + fragments.documents()
                + " documents, not "
                + (rows + updates)
                + ".");
      }
      report(
          figures,
          copier.name(),
          result,
          copier.storeCpuSeconds() * 1e6 / (rows + updates),
          copier.metrics().sum("firth_shard_loads_total", ""));
      double cpu = result.start().cpuUntil(result.end(), rows + updates);
      if (!stdio) {
        figures.json("cpuSecondsPerMillionRows", cpu);
        rate = rate(result);
      }
      return cpu;
    }
  }

  private double rate;

  private double rate(Result result) {
    double seconds =
        result.snapshot().seconds() + result.updated().seconds() - result.streaming().seconds();
    return (rows + updates) / seconds;
  }

  private void peer(Figures figures, double ours) throws Exception {
    var peer = work.peer("bench_peer");
    if (peer.isEmpty()) {
      return;
    }
    try (var copier = peer.get()) {
      var result = measure(copier, work.servers().copy("bench_peer"), () -> {});
      report(figures, copier.name(), result, 0, 0);
      double theirs = result.start().cpuUntil(result.end(), rows + updates);
      figures.json("rowsPerSecondRatio", rate / rate(result));
      figures.json("cpuRatio", theirs / ours);
      figures.json("peer", copier.name());
    }
  }

  /** What must hold before all is done. */
  private interface Finish {
    void await() throws Exception;
  }

  private Result measure(Copier copier, Database copy, Finish finish) throws Exception {
    System.out.println(copier.name() + ": snapshot of " + rows + " rows.");
    long began = System.nanoTime();
    var moments = new ArrayList<Moment>(List.of(new Moment(0, 0)));
    try (var connection = copy.connect()) {
      until(copier, "the snapshot", () -> largest(connection) >= rows && count(connection) >= rows);
      moments.add(now(copier, began));
      System.out.println(copier.name() + ": " + updates + " updates.");
      moments.add(now(copier, began));
      update(work.servers().source());
      var last = "select created_at from orders where id = " + lastUpdated();
      String expected = work.servers().source().one(last);
      until(copier, "the updates", () -> text(connection, last).equals(expected));
      moments.add(now(copier, began));
    }
    finish.await();
    moments.add(now(copier, began));
    String both = Orders.compare(work.servers().source(), copy);
    System.out.println(copier.name() + ": the copy is equal: " + both + ".");
    return new Result(
        moments.get(0), moments.get(1), moments.get(2), moments.get(3), moments.get(4));
  }

  private static void until(Copier copier, String what, Waiting.Condition condition)
      throws Exception {
    Waiting.until(
        what,
        PATIENCE,
        () -> {
          if (!copier.program().alive()) {
            throw new AssertionError(copier.name() + " has ended:\n" + copier.program().tail(20));
          }
          return condition.holds();
        });
  }

  private static Moment now(Copier copier, long began) {
    return new Moment((System.nanoTime() - began) / 1e9, CpuTime.ofTree(copier.program().handle()));
  }

  private void update(Database source) throws SQLException {
    try (var connection = source.connect()) {
      for (long done = 0; done < updates; done += TRANSACTION) {
        long first = done % rows + 1;
        Orders.update(connection, first, Math.min(rows, first + TRANSACTION - 1));
      }
    }
  }

  private long lastUpdated() {
    return (updates - TRANSACTION) % rows + TRANSACTION;
  }

  private void report(Figures figures, String name, Result r, double storePerMillion, long loads) {
    figures.row(
        name,
        r.start().cpuUntil(r.end(), rows + updates),
        r.start().cpuUntil(r.snapshot(), rows),
        r.streaming().cpuUntil(r.updated(), updates),
        storePerMillion,
        r.start().rateUntil(r.snapshot(), rows),
        r.streaming().rateUntil(r.updated(), updates),
        loads,
        r.end().seconds() - r.updated().seconds());
  }

  private static long largest(Connection connection) throws SQLException {
    var text = text(connection, "select max(id) from orders");
    return text.isEmpty() ? 0 : Long.parseLong(text);
  }

  private static long count(Connection connection) throws SQLException {
    return Long.parseLong(text(connection, "select count(*) from orders"));
  }

  private static String text(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      var value = row.next() ? row.getString(1) : null;
      return value == null ? "" : value;
    }
  }
}
