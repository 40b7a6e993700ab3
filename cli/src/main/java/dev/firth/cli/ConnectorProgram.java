package dev.firth.cli;

import dev.firth.cli.console.CliException;
import dev.firth.cli.console.CliException.Exit;
import dev.firth.cli.console.Logs;
import dev.firth.connectors.Connectors;
import dev.firth.protocol.process.ConnectorMain;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code firth connector}: one of our connectors on stdio, as a pod runs it. */
@Command(
    name = ConnectorProgram.NAME,
    mixinStandardHelpOptions = true,
    description = "One of our connectors on standard input and output (newline-delimited JSON).",
    footer = {"", "Example:", "  echo '{\"spec\":{}}' | firth connector source-files"})
final class ConnectorProgram implements Callable<Integer> {
  static final String NAME = "connector";

  @Parameters(paramLabel = "NAME", description = "such as source-files")
  private String name = "";

  @Override
  public Integer call() {
    serve(name);
    throw new CliException(
        Exit.USAGE,
        "There is no connector \""
            + name
            + "\". There are: "
            + String.join(", ", Connectors.names())
            + ".");
  }

  /**
   * Serves a session and ends the process; returns if there is no such connector. Nothing of the
   * command line is needed for it: a connector's start is a part of every recovery.
   */
  static void serve(String name) {
    Connectors.byName(name)
        .ifPresent(
            connector -> {
              Logs.warnings();
              int exit =
                  ConnectorMain.run(
                      name,
                      connector,
                      new FileInputStream(FileDescriptor.in),
                      new FileOutputStream(FileDescriptor.out),
                      failure ->
                          System.err.println(Logs.isJson() ? failure.json() : failure.sentence()));
              Runtime.getRuntime().halt(exit);
            });
  }
}
