package dev.firth.cli.up;

import dev.firth.catalog.Problem;
import dev.firth.catalog.build.Built;
import dev.firth.catalog.build.Plan;
import dev.firth.catalog.load.Draft;
import dev.firth.catalog.load.Load;
import dev.firth.cli.directory.FlowDirectory;
import dev.firth.cli.flow.FlowBuild;
import dev.firth.cli.flow.ShardProcess;
import dev.firth.cli.flow.TaskSecrets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a run publishes after it began: what people edited, and what documents have widened. */
final class Republication {
  static final String KEPT = "What was published keeps running where these errors stand.";

  /** Inferred schemas that widen are published at most so often: each time tasks are restarted. */
  private static final Duration WIDENS = Duration.ofSeconds(1);

  /** So often it is tried again if that failed: a destination may have been away. */
  private static final Duration AGAIN = Duration.ofSeconds(10);

  private final FlowDirectory flow;
  private final FlowBuild build;
  private final UpStore place;
  private final ShardProcess process;
  private final TaskSecrets secrets;
  private final Display display;
  private Draft draft;
  private long widenedAt;
  private boolean stuck;
  private List<Problem> told = List.of();

  /**
   * @param draft what is published
   */
  Republication(
      FlowDirectory flow,
      FlowBuild build,
      UpStore place,
      ShardProcess process,
      TaskSecrets secrets,
      Display display,
      Draft draft) {
    this.flow = flow;
    this.build = build;
    this.place = place;
    this.process = process;
    this.secrets = secrets;
    this.display = display;
    this.draft = draft;
    widenedAt = System.nanoTime() - WIDENS.toNanos();
  }

  /** The directory has changed. */
  void edited() throws InterruptedException {
    var edited = Load.directory(flow.directory());
    var built = build.build(edited);
    display.report(built);
    Optional<String> elsewhere = place.refusal(built.publication().tasks());
    elsewhere.ifPresent(display::line);
    if (elsewhere.isPresent() || !built.complete()) {
      display.line(KEPT);
    }
    if (elsewhere.isPresent()) {
      return;
    }
    draft = edited;
    stuck = stuck && !built.complete();
    var restarted = publish(built);
    process.host().retryPaused();
    if (!built.plan().effective().isEmpty()) {
      process.host().apply(built.publication().tasks(), restarted);
    }
  }

  /** Publishes what documents have widened since the last time, if there is anything. */
  void widened() throws InterruptedException {
    Duration since = Duration.ofNanos(System.nanoTime() - widenedAt);
    if (since.compareTo(WIDENS) < 0) {
      return;
    }
    boolean again = stuck && since.compareTo(AGAIN) >= 0;
    if (!build.learn(process.host().inferred()) && !again) {
      return;
    }
    widenedAt = System.nanoTime();
    var built = build.build(draft);
    if (!built.problems().equals(told)) {
      built.problems().forEach(problem -> display.line(problem.render()));
    }
    told = built.problems();
    stuck = !built.complete();
    if (!built.plan().effective().isEmpty()) {
      var restarted = publish(built);
      process.host().apply(built.publication().tasks(), restarted);
    }
  }

  /** Whether what documents have widened could not be published: what waits for it waits on. */
  boolean isStuck() {
    return stuck;
  }

  /** Keeps the publication; the tasks that start again whatever their spec. */
  private Set<String> publish(Built built) {
    secrets.publish(build.last(), built.publication(), draft.secrets());
    var restarted = new HashSet<String>();
    for (var change : built.plan().effective()) {
      display.line(change.title() + ": " + change.action().name().toLowerCase(Locale.ROOT));
      if (change.action() == Plan.Action.RESTART) {
        restarted.add(change.title());
      }
    }
    if (!built.plan().effective().isEmpty()) {
      build.publish(built.publication());
    }
    return restarted;
  }
}
