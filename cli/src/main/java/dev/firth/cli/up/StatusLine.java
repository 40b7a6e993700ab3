package dev.firth.cli.up;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.firth.shard.status.BindingStatus;
import dev.firth.shard.status.TaskStatus;
import dev.firth.specs.TaskSpec;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A task as {@code firth status} shows it.
 *
 * @param kind as resources name it, such as {@code Capture}
 * @param message empty while there is nothing to say
 * @param since when this phase began, RFC 3339; empty while nothing runs
 * @param documentsPerSecond read lately
 * @param lastCommit RFC 3339; empty before the first
 * @param retainedWalBytes of its log that the source of a capture that does not run keeps for it;
 *     absent where it keeps none, or is not known
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StatusLine(
    String kind,
    String name,
    String phase,
    String reason,
    String message,
    String since,
    List<Shard> shards,
    double documentsPerSecond,
    long documentsIn,
    long bytesIn,
    long documentsOut,
    long bytesOut,
    Lag lag,
    long transactions,
    long restarts,
    String lastCommit,
    @Nullable Long retainedWalBytes,
    List<Binding> bindings) {
  /** Splits are not built yet: the one shard of every task. */
  private static final String RANGE = "00000000-ffffffff";

  public StatusLine {
    shards = List.copyOf(shards);
    bindings = List.copyOf(bindings);
  }

  /**
   * How far behind.
   *
   * @param seconds age of the oldest document that waits
   * @param bytes that wait
   */
  public record Lag(double seconds, long bytes) {
    static final Lag NONE = new Lag(0, 0);
  }

  /**
   * One shard of a task.
   *
   * @param range of key hashes, both ends included
   */
  public record Shard(String id, String range, String phase, String message) {}

  /** One binding of a task. */
  public record Binding(String name, long documentsIn, long documentsOut, Lag lag) {
    static Binding of(BindingStatus b) {
      return new Binding(
          b.name(),
          b.documentsIn(),
          b.documentsOut(),
          new Lag(b.lag().toMillis() / 1e3, b.lagBytes()));
    }
  }

  /** A published task that nothing runs. */
  public static StatusLine stopped(TaskSpec task, String why) {
    return new StatusLine(
        title(task.kindName()),
        task.name(),
        "Stopped",
        "NotRunning",
        why,
        "",
        List.of(),
        0,
        0,
        0,
        0,
        0,
        Lag.NONE,
        0,
        0,
        "",
        null,
        List.of());
  }

  /**
   * What a snapshot says.
   *
   * @param documentsPerSecond read lately
   */
  public static StatusLine of(TaskStatus task, double documentsPerSecond) {
    var bindings = task.bindings();
    var phase = title(task.phase().name().toLowerCase(Locale.ROOT));
    return new StatusLine(
        title(task.kind()),
        task.name(),
        phase,
        task.reason(),
        task.message(),
        task.since().toString(),
        List.of(new Shard(RANGE + ".0", RANGE, phase, task.message())),
        documentsPerSecond,
        bindings.stream().mapToLong(BindingStatus::documentsIn).sum(),
        bindings.stream().mapToLong(BindingStatus::bytesIn).sum(),
        bindings.stream().mapToLong(BindingStatus::documentsOut).sum(),
        bindings.stream().mapToLong(BindingStatus::bytesOut).sum(),
        new Lag(
            bindings.stream().mapToLong(b -> b.lag().toMillis()).max().orElse(0) / 1e3,
            bindings.stream().mapToLong(BindingStatus::lagBytes).sum()),
        task.transactions(),
        task.restarts(),
        task.lastCommit().map(Object::toString).orElse(""),
        task.retainedWalBytes().isPresent() ? task.retainedWalBytes().getAsLong() : null,
        bindings.stream().map(Binding::of).toList());
  }

  private static String title(String word) {
    return Character.toUpperCase(word.charAt(0)) + word.substring(1);
  }

  /** Whether nothing goes on before somebody has acted. */
  public boolean needsAPerson() {
    return phase.equals("Paused") || phase.equals("Failed");
  }

  /** Whether it waits until an inferred schema that has become wider is published. */
  public boolean waitsForWidening() {
    return reason.equals("SchemaWidens");
  }

  /** {@code Capture shop}. */
  public String title() {
    return kind + " " + name;
  }

  /** The phase and what there is to say of it, as one sentence. */
  public String sentence() {
    if (message.isEmpty() || message.startsWith(phase.toLowerCase(Locale.ROOT) + ": ")) {
      return message.isEmpty() ? phase : message;
    }
    return phase + ": " + message;
  }
}
