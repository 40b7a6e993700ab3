package dev.firth.cli.rows;

import dev.firth.cli.console.Logs;
import dev.firth.cli.console.StandardOutput;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code firth fields}: which fields a materialization stores, and why. */
@Command(
    name = "fields",
    mixinStandardHelpOptions = true,
    description = "Says which fields of a collection a materialization stores, and why.",
    footer = {"", "Examples:", "  firth fields --batch < rows"})
public final class FieldsCommand implements Callable<Integer> {
  @Option(
      names = "--batch",
      required = true,
      description =
          "rows {collection, fields, caseInsensitive, constraints, live} on standard input, an"
              + " answer {keys, values, document, config, conflicts, outcomes} or {error} a line")
  private boolean batch;

  @Override
  public Integer call() throws Exception {
    Logs.none();
    return DeepStack.call(
        () -> {
          try (var out = new StandardOutput();
              var in = new FileInputStream(FileDescriptor.in)) {
            Batch.FIELDS.run(in, out);
            return 0;
          }
        });
  }
}
