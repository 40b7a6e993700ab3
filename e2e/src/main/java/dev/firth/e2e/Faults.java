package dev.firth.e2e;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/** What is done to a flow while it is written to. */
final class Faults {
  /** What is written must be visible again so soon after a fault. */
  static final Duration RECOVERY = Duration.ofMinutes(3);

  private static final Duration COLLECTION = Duration.ofMinutes(6);
  private static final String CAPTURE = "bank";

  /** Each fifth kill comes while the one before is not recovered from. */
  private static final int HASTY = 5;

  private static final int BETWEEN_MILLIS = 3_000;

  private enum Kind {
    RUN("kill -9 of the run"),
    CONNECTOR("kill -9 of a connector"),
    STORE("kill -9 of the store");

    private final String what;

    Kind(String what) {
      this.what = what;
    }
  }

  private final Flow flow;
  private final Writer writer;
  private final ChaosReport report;
  private final Random random;
  private final Deque<Kind> next = new ArrayDeque<>();

  Faults(Flow flow, Writer writer, ChaosReport report, long seed) {
    this.flow = flow;
    this.writer = writer;
    this.report = report;
    this.random = new Random(seed);
  }

  /** Kills run, connectors and store, as often each, in random order and at random moments. */
  void killAtRandom(int kills) throws Exception {
    for (int i = 1; i <= kills; i++) {
      Waiting.passes(Duration.ofMillis(random.nextInt(BETWEEN_MILLIS)));
      var kind = kind();
      var at = Instant.now();
      kill(kind);
      if (i % HASTY == 0 && i < kills) {
        report.fault(kind.what + ", and at once", at);
      } else {
        report.fault(kind.what, at, flow.caughtUp(report.marker(), RECOVERY));
      }
      writer.check();
    }
  }

  private Kind kind() {
    if (next.isEmpty()) {
      List<Kind> all = new ArrayList<>(List.of(Kind.values()));
      Collections.shuffle(all, random);
      next.addAll(all);
    }
    return next.remove();
  }

  private void kill(Kind kind) throws Exception {
    switch (kind) {
      case RUN -> flow.killRun();
      case CONNECTOR -> flow.killConnector(random.nextInt(8));
      case STORE -> flow.killStore();
    }
  }

  /**
   * A shard sleeps beyond R, another takes over, garbage collection deletes the sleeper's next
   * name, and it wakes. One of the two must end: the sleeper, or, if its connector's end made it
   * begin anew, the one that it takes over from.
   */
  void sleepBeyondRetention() throws Exception {
    flow.stopRun();
    var materialization = flow.shard("materialization-copy");
    var sleeper = flow.shard("capture-" + CAPTURE);
    flow.caughtUp(report.marker(), RECOVERY);
    sleeper.freeze();
    var at = Instant.now();
    long last = flow.records(CAPTURE).getLast();
    var successor = flow.shard("capture-" + CAPTURE);
    report.fault(
        "a shard sleeps, another takes over", at, flow.caughtUp(report.marker(), RECOVERY));
    double deleted =
        Waiting.until(
            "garbage collection to delete what the sleeper would write next",
            COLLECTION,
            () -> flow.records(CAPTURE).getFirst() > last + 1);
    report.line("  the sleeper's next record %x was deleted after %.0f s", last + 1, deleted);
    at = Instant.now();
    sleeper.thaw();
    Waiting.until(
        "one of the two shards to end", RECOVERY, () -> !sleeper.alive() || !successor.alive());
    var ended = sleeper.alive() ? successor : sleeper;
    report.fault("it wakes", at, flow.caughtUp(report.marker(), RECOVERY));
    if (ended.exitCode() == 0) {
      throw new AssertionError("a shard that lost its log to another ended with 0");
    }
    report.line("  the %s ended: %s", ended == sleeper ? "sleeper" : "successor", ended.tail(1));
    sleeper.stop();
    successor.stop();
    materialization.stop();
    flow.startRun();
  }
}
