package dev.firth.bench;

import dev.firth.e2e.Database;
import dev.firth.e2e.Waiting;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

  /** A run of so much less tells a start's cost from that of the rows. */
  private static final int PART = 5;

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

  @Option(
      names = "--no-slope",
      description = "leave out the smaller run that tells a start's cost from that of the rows")
  private boolean noSlope;

  /** Wall and CPU time since the start. */
  private record Moment(double seconds, double cpu) {
    double cpuUntil(Moment later, double documents) {
      return (later.cpu - cpu) * 1e6 / documents;
    }

    double rateUntil(Moment later, double documents) {
      return documents / (later.seconds - seconds);
    }
  }

  /** How much is copied. */
  private record Size(long rows, long updates) {
    long documents() {
      return rows + updates;
    }

    long lastUpdated() {
      return (updates - TRANSACTION) % rows + TRANSACTION;
    }
  }

  /** What one copier needed. */
  private record Result(
      Size size, Moment start, Moment snapshot, Moment streaming, Moment updated, Moment end) {
    double cpu() {
      return end.cpu() - start.cpu();
    }

    double cpuPerMillion() {
      return start.cpuUntil(end, size.documents());
    }

    /** Documents a second, of snapshot and updates. */
    double rate() {
      return size.documents() / (snapshot.seconds() + updated.seconds() - streaming.seconds());
    }
  }

  @Override
  public Integer call() throws Exception {
    var all = new Size(rows, updates);
    var figures =
        new Figures(
            "p1",
            "CPU-s/M rows",
            "rows",
            "all",
            "snapshot",
            "updates",
            "store",
            "snapshot rows/s",
            "update rows/s",
            "loads",
            "files after s");
    Optional<Result> part = Optional.empty();
    if (!noSlope) {
      var size = new Size(rows / PART, Math.ceilDiv(updates, PART * TRANSACTION) * TRANSACTION);
      fill(size);
      part = Optional.of(firth(figures, size, "bench_part", false));
    }
    fill(all);
    var whole = firth(figures, all, "bench", false);
    figures.json("cpuSecondsPerMillionRows", whole.cpuPerMillion());
    part.ifPresent(p -> slope(figures, p, whole));
    if (!noStdio) {
      figures.json("stdio", firth(figures, all, "bench_stdio", true).cpuPerMillion());
    }
    peer(figures, whole);
    figures.print();
    return 0;
  }

  private void fill(Size size) throws IOException, SQLException {
    System.out.println("Filling the source with " + size.rows() + " rows.");
    Orders.fill(work.servers().source(), size.rows());
  }

  /** What a start costs, and each million rows after it. */
  private static void slope(Figures figures, Result part, Result whole) {
    double each = (whole.cpu() - part.cpu()) / (whole.size().documents() - part.size().documents());
    figures.json("slopeCpuSecondsPerMillionRows", each * 1e6);
    figures.json("warmUpCpuSeconds", part.cpu() - each * part.size().documents());
  }

  private Result firth(Figures figures, Size size, String database, boolean stdio)
      throws Exception {
    try (var copier = work.firth(database, stdio)) {
      var fragments = new Fragments(copier.fragments());
      var result =
          measure(
              copier,
              size,
              work.servers().copy(database),
              () ->
                  Waiting.until(
                      "the last file of the collection",
                      PATIENCE,
                      () -> fragments.documents() >= size.documents()));
      if (fragments.documents() != size.documents()) {
        throw new AssertionError(
            "the collection holds "
                + fragments.documents()
                + " documents, not "
                + size.documents()
                + ".");
      }
      report(
          figures,
          copier.name(),
          result,
          copier.storeCpuSeconds() * 1e6 / size.documents(),
          copier.metrics().sum("firth_shard_loads_total", ""));
      return result;
    }
  }

  private void peer(Figures figures, Result ours) throws Exception {
    var peer = work.peer("bench_peer");
    if (peer.isEmpty()) {
      return;
    }
    try (var copier = peer.get()) {
      var theirs = measure(copier, ours.size(), work.servers().copy("bench_peer"), () -> {});
      report(figures, copier.name(), theirs, 0, 0);
      figures.json("rowsPerSecondRatio", ours.rate() / theirs.rate());
      figures.json("cpuRatio", theirs.cpuPerMillion() / ours.cpuPerMillion());
      figures.json("peer", copier.name());
    }
  }

  /** What must hold before all is done. */
  private interface Finish {
    void await() throws Exception;
  }

  private Result measure(Copier copier, Size size, Database copy, Finish finish) throws Exception {
    long rows = size.rows();
    System.out.println(copier.name() + ": snapshot of " + rows + " rows.");
    long began = System.nanoTime();
    var moments = new ArrayList<Moment>(List.of(new Moment(0, 0)));
    try (var connection = copy.connect()) {
      until(copier, "the snapshot", () -> largest(connection) >= rows && count(connection) >= rows);
      moments.add(now(copier, began));
      System.out.println(copier.name() + ": " + size.updates() + " updates.");
      moments.add(now(copier, began));
      update(work.servers().source(), size);
      var last = "select created_at from orders where id = " + size.lastUpdated();
      String expected = work.servers().source().one(last);
      until(copier, "the updates", () -> text(connection, last).equals(expected));
      moments.add(now(copier, began));
    }
    finish.await();
    moments.add(now(copier, began));
    String both = Orders.compare(work.servers().source(), copy);
    System.out.println(copier.name() + ": the copy is equal: " + both + ".");
    return new Result(
        size, moments.get(0), moments.get(1), moments.get(2), moments.get(3), moments.get(4));
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

  private static void update(Database source, Size size) throws SQLException {
    try (var connection = source.connect()) {
      for (long done = 0; done < size.updates(); done += TRANSACTION) {
        long first = done % size.rows() + 1;
        Orders.update(connection, first, Math.min(size.rows(), first + TRANSACTION - 1));
      }
    }
  }

  private static void report(
      Figures figures, String name, Result r, double storePerMillion, long loads) {
    figures.row(
        name,
        r.size().documents(),
        r.cpuPerMillion(),
        r.start().cpuUntil(r.snapshot(), r.size().rows()),
        r.streaming().cpuUntil(r.updated(), r.size().updates()),
        storePerMillion,
        r.start().rateUntil(r.snapshot(), r.size().rows()),
        r.streaming().rateUntil(r.updated(), r.size().updates()),
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
