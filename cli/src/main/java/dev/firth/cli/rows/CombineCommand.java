package dev.firth.cli.rows;

import dev.firth.cli.console.CliException;
import dev.firth.cli.console.CliException.Exit;
import dev.firth.cli.console.StandardOutput;
import dev.firth.documents.schema.CompiledSchema;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code firth combine}: documents reduced by key. */
@Command(
    name = "combine",
    mixinStandardHelpOptions = true,
    description =
        "Validates the documents on standard input, one a line, reduces them by key and prints"
            + " them in the order of their keys.",
    footer = {
      "",
      "Rows of --batch: {schema, key, documents, full, draft}; answers: {documents} or {error}.",
      "",
      "Examples:",
      "  firth combine --schema visits.schema.json --key /page < visits.ndjson",
      "  firth combine --batch < rows"
    })
public final class CombineCommand implements Callable<Integer> {
  private static final String USAGE =
      "firth combine takes --batch alone, or --schema SCHEMA and --key POINTER.";

  @Mixin private SchemaOptions schema = new SchemaOptions();

  @Option(
      names = "--key",
      paramLabel = "POINTER",
      description = "where the key is, such as /id; once for each of its parts")
  private List<String> key = List.of();

  @Option(
      names = "--full",
      description =
          "the first document of each key is all that went before; what ends deleted is left out")
  private boolean full;

  static Optional<Callable<Integer>> plain(PlainWords words) {
    if (!words.rest().isEmpty()) {
      return Optional.empty();
    }
    var command = new CombineCommand();
    command.schema = new SchemaOptions(words);
    command.key = words.all("--key");
    command.full = words.has("--full");
    return Optional.of(command);
  }

  @Override
  public Integer call() throws Exception {
    return schema.run(Batch.COMBINE, !key.isEmpty(), USAGE, this::documents);
  }

  private int documents(CompiledSchema compiled, InputStream in, StandardOutput out)
      throws IOException {
    try {
      CombineLines.run(compiled, key, full, in, out);
    } catch (RowException refused) {
      throw new CliException(Exit.FLOW, refused.getMessage() + ".", refused);
    }
    return 0;
  }
}
