package dev.firth.cli;

import dev.firth.cli.console.CliException;
import dev.firth.cli.rows.CombineCommand;
import dev.firth.cli.rows.FieldsCommand;
import dev.firth.cli.rows.PlainCommand;
import dev.firth.cli.rows.ValidateCommand;
import dev.firth.cli.up.UpCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/**
 * The entry point: parses the command line, runs one command, and exits with the codes of
 * interface.md 3.
 */
@Command(
    name = "firth",
    mixinStandardHelpOptions = true,
    version = "firth 0.1.0",
    synopsisSubcommandLabel = "COMMAND",
    description = "Real-time data flows, declared in YAML, moved exactly once.",
    subcommands = {
      UpCommand.class,
      CheckCommand.class,
      ReadCommand.class,
      StatusCommand.class,
      ShardCommand.class,
      ConnectorProgram.class,
      StoreCommand.class,
      ValidateCommand.class,
      CombineCommand.class,
      FieldsCommand.class,
      HelpCommand.class
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:well",
      "1:the flow or its data needs a person",
      "2:wrong usage",
      "3:the environment fails (store, network)"
    })
public final class Main {

  /** Runs the command and ends the process with its exit code. */
  public static void main(String[] args) {
    if (args.length == 2 && args[0].equals(ConnectorProgram.NAME)) {
      ConnectorProgram.serve(args[1]);
    }
    System.exit(run(args));
  }

  /** Runs the command and returns its exit code. */
  static int run(String... args) {
    var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    try {
      NotBuiltYet.refuse(List.of(args));
    } catch (CliException refused) {
      err.println(refused.getMessage());
      return refused.exit().code();
    }
    var plain = PlainCommand.of(args);
    if (plain.isPresent()) {
      return call(plain.get(), err);
    }
    return new CommandLine(new Main())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler((e, line, result) -> report(e, line))
        .execute(args);
  }

  private static int call(Callable<Integer> command, PrintWriter err) {
    try {
      return command.call();
    } catch (CliException refused) {
      err.println(refused.getMessage());
      return refused.exit().code();
    } catch (Exception e) {
      e.printStackTrace(err);
      return CommandLine.ExitCode.SOFTWARE;
    }
  }

  private static int report(Exception e, CommandLine line) throws Exception {
    if (e instanceof CliException refused) {
      line.getErr().println(refused.getMessage());
      return refused.exit().code();
    }
    throw e;
  }
}
