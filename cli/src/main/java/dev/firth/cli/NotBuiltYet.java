package dev.firth.cli;

import dev.firth.cli.console.CliException;
import java.util.List;
import java.util.Set;

/**
 * Commands that Firth promises but that are not built yet: refused by name, and absent from the
 * help.
 */
final class NotBuiltYet {
  private static final Set<String> COMMANDS =
      Set.of(
          "init",
          "down",
          "plan",
          "test",
          "preview",
          "discover",
          "generate",
          "logs",
          "replay",
          "pull",
          "import",
          "report",
          "restart",
          "approve",
          "adopt",
          "build",
          "conformance");

  private NotBuiltYet() {}

  /** Refuses the command line if its first word names a command that is not built yet. */
  static void refuse(List<String> arguments) {
    if (!arguments.isEmpty() && COMMANDS.contains(arguments.getFirst())) {
      throw new CliException(
          CliException.Exit.USAGE,
          "firth "
              + arguments.getFirst()
              + " is not built yet (NotYetSupported). `firth --help` lists what is.");
    }
  }
}
