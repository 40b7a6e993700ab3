package dev.firth.cli.console;

import java.nio.file.Path;

/**
 * Where log lines go. To be chosen before the first logger is made: a person's terminal gets
 * sentences, so commands are silent or tell warnings as text, unless {@code LOG_FORMAT=json} asks
 * for all of it on standard error.
 */
public final class Logs {
  private Logs() {}

  /** Whether the environment asks for log lines as JSON, as whoever runs connectors does. */
  public static boolean isJson() {
    return "json".equalsIgnoreCase(System.getenv("LOG_FORMAT"));
  }

  /** A file takes them all: the screen is for a table. */
  public static void toFile(Path file) {
    System.setProperty("firth.log", file.toString());
    use("logback-file.xml");
  }

  /** Nothing is logged, or all as JSON where it was asked for. */
  public static void none() {
    use(isJson() ? "logback.xml" : "logback-none.xml");
  }

  /** Warnings as text, or all as JSON where it was asked for. */
  public static void warnings() {
    use(isJson() ? "logback.xml" : "logback-text.xml");
  }

  private static void use(String configuration) {
    System.setProperty("logback.configurationFile", configuration);
  }
}
