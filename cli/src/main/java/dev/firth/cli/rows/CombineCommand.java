package dev.firth.cli.rows;

import dev.firth.cli.console.CliException;
import dev.firth.cli.console.CliException.Exit;
import dev.firth.cli.console.Logs;
import dev.firth.cli.console.StandardOutput;
import dev.firth.documents.schema.CompiledSchema;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
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
      "Examples:",
      "  firth combine --schema visits.schema.json --key /page < visits.ndjson",
      "  firth combine --batch < rows"
    })
public final class CombineCommand implements Callable<Integer> {
  @Option(names = "--schema", paramLabel = "SCHEMA", description = "a file with a JSON Schema")
  private @Nullable Path schema;

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

  @Option(
      names = "--draft",
      paramLabel = "DRAFT",
      defaultValue = "2020-12",
      description =
          "the draft of a schema whose $schema names none: 2020-12, 2019-09 or 7 (default: 2020-12)")
  private String draft = "2020-12";

  @Option(
      names = "--batch",
      description =
          "rows {schema, key, documents, full, draft} on standard input, an answer {documents} or"
              + " {error} a line")
  private boolean batch;

  @Override
  public Integer call() throws Exception {
    Logs.none();
    if (batch == (schema != null) || batch != key.isEmpty()) {
      throw new CliException(
          Exit.USAGE, "firth combine takes --batch alone, or --schema SCHEMA and --key POINTER.");
    }
    var file = schema;
    return DeepStack.call(
        () -> {
          try (var out = new StandardOutput();
              var in = new FileInputStream(FileDescriptor.in)) {
            return file == null ? rows(in, out) : documents(file, in, out);
          }
        });
  }

  private static int rows(FileInputStream in, StandardOutput out) throws IOException {
    Batch.COMBINE.run(in, out);
    return 0;
  }

  private int documents(Path file, FileInputStream in, StandardOutput out) throws IOException {
    var reading = SchemaCache.Reading.ofCollections(SchemaFile.draft(draft));
    CompiledSchema compiled = SchemaFile.compile(file, reading);
    try {
      CombineLines.run(compiled, key, full, in, out);
    } catch (RowException refused) {
      throw new CliException(Exit.FLOW, refused.getMessage() + ".", refused);
    }
    return 0;
  }
}
