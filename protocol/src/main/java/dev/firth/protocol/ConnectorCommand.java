package dev.firth.protocol;

import dev.firth.specs.SecretMask;
import java.util.List;
import java.util.Locale;

/**
 * Which connector to start, and for whom.
 *
 * @param task the title of the task, for sentences: {@code Capture shop}
 * @param name the connector's name
 * @param command argv of a process; empty for the built-in connector of that name
 * @param mask hides the secret values of its configuration from what it says and logs
 */
public record ConnectorCommand(
    String task, String name, List<String> command, LogLevel logLevel, SecretMask mask) {
  public ConnectorCommand {
    command = List.copyOf(command);
  }

  /** The built-in or local connector of a task, logging what is worth knowing. */
  public static ConnectorCommand of(String task, String name, List<String> command) {
    return new ConnectorCommand(task, name, command, LogLevel.INFO, SecretMask.NONE);
  }

  /** The same, its configuration's secret values hidden. */
  public ConnectorCommand withMask(SecretMask secrets) {
    return new ConnectorCommand(task, name, command, logLevel, secrets);
  }

  @Override
  public String toString() {
    return task + ": connector " + name + " " + command;
  }

  /** How much a connector logs. There is no trace level: it makes some connectors crash. */
  public enum LogLevel {
    DEBUG,
    INFO,
    WARN,
    ERROR;

    /** The value of the environment variable LOG_LEVEL. */
    public String variable() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
