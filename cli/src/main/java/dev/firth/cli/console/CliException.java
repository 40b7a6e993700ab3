package dev.firth.cli.console;

/**
 * Ends a command with an exit code of interface.md 3 and one sentence for the person who ran it.
 */
public final class CliException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** What an exit code means. */
  public enum Exit {
    /** The flow or its data needs a person. */
    FLOW(1),
    /** Wrong usage. */
    USAGE(2),
    /** The environment fails: store, network, a port, a lock. */
    ENVIRONMENT(3);

    private final int code;

    Exit(int code) {
      this.code = code;
    }

    /** The process's exit code. */
    public int code() {
      return code;
    }
  }

  private final Exit exit;

  public CliException(Exit exit, String sentence) {
    super(sentence);
    this.exit = exit;
  }

  public CliException(Exit exit, String sentence, Throwable cause) {
    super(sentence, cause);
    this.exit = exit;
  }

  /** How the process ends. */
  public Exit exit() {
    return exit;
  }
}
