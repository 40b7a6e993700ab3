package dev.firth.cli.up;

import dev.firth.shard.status.BindingStatus;
import dev.firth.shard.status.TaskStatus;
import java.util.List;
import java.util.Locale;

/**
 * A task as {@code firth status} shows it.
 *
 * @param lagSeconds age of the oldest document that waits
 * @param lastCommit RFC 3339; empty before the first
 */
public record StatusLine(
    String kind,
    String name,
    String phase,
    String reason,
    String message,
    String since,
    long documentsIn,
    long bytesIn,
    long documentsOut,
    long bytesOut,
    double lagSeconds,
    long lagBytes,
    long transactions,
    long restarts,
    String lastCommit,
    List<Binding> bindings) {
  public StatusLine {
    bindings = List.copyOf(bindings);
  }

  /** One binding of a task. */
  public record Binding(
      String name, long documentsIn, long documentsOut, double lagSeconds, long lagBytes) {
    static Binding of(BindingStatus b) {
      return new Binding(
          b.name(), b.documentsIn(), b.documentsOut(), b.lag().toMillis() / 1e3, b.lagBytes());
    }
  }

  /** What a snapshot says. */
  public static StatusLine of(TaskStatus task) {
    var bindings = task.bindings();
    return new StatusLine(
        task.kind(),
        task.name(),
        phase(task),
        task.reason(),
        task.message(),
        task.since().toString(),
        bindings.stream().mapToLong(BindingStatus::documentsIn).sum(),
        bindings.stream().mapToLong(BindingStatus::bytesIn).sum(),
        bindings.stream().mapToLong(BindingStatus::documentsOut).sum(),
        bindings.stream().mapToLong(BindingStatus::bytesOut).sum(),
        bindings.stream().mapToLong(b -> b.lag().toMillis()).max().orElse(0) / 1e3,
        bindings.stream().mapToLong(BindingStatus::lagBytes).sum(),
        task.transactions(),
        task.restarts(),
        task.lastCommit().map(Object::toString).orElse(""),
        bindings.stream().map(Binding::of).toList());
  }

  private static String phase(TaskStatus task) {
    var name = task.phase().name();
    return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
  }

  /** The phase and what there is to say of it, as one sentence. */
  public String sentence() {
    if (message.isEmpty() || message.startsWith(phase.toLowerCase(Locale.ROOT) + ": ")) {
      return message.isEmpty() ? phase : message;
    }
    return phase + ": " + message;
  }
}
