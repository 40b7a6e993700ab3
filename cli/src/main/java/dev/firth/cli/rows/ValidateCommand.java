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
import picocli.CommandLine.Parameters;

/** {@code firth validate}: whether documents fit a schema. */
@Command(
    name = "validate",
    mixinStandardHelpOptions = true,
    description = "Says of each file whether it holds one JSON document that fits a JSON Schema.",
    footer = {
      "",
      "Examples:",
      "  firth validate --schema order.schema.json order-1.json order-2.json",
      "  echo '{\"schema\":{\"type\":\"integer\"},\"document\":1}' | firth validate --batch"
    })
public final class ValidateCommand implements Callable<Integer> {
  @Option(names = "--schema", paramLabel = "SCHEMA", description = "a file with a JSON Schema")
  private @Nullable Path schema;

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
          "rows {schema, document, draft, assertFormats} on standard input, an answer {valid,"
              + " errors} or {error} a line")
  private boolean batch;

  @Parameters(paramLabel = "FILE", arity = "0..*", description = "files to be judged")
  private List<String> files = List.of();

  @Override
  public Integer call() throws Exception {
    Logs.none();
    if (batch == (schema != null) || batch != files.isEmpty()) {
      throw new CliException(
          Exit.USAGE, "firth validate takes --batch alone, or --schema SCHEMA and files.");
    }
    var file = schema;
    return DeepStack.call(() -> file == null ? rows() : files(file));
  }

  private static int rows() throws IOException {
    try (var out = new StandardOutput()) {
      Batch.VALIDATE.run(new FileInputStream(FileDescriptor.in), out);
    }
    return 0;
  }

  private int files(Path file) throws IOException {
    var reading = SchemaCache.Reading.ofCollections(SchemaFile.draft(draft));
    CompiledSchema compiled = SchemaFile.compile(file, reading);
    try (var out = new StandardOutput()) {
      return new ValidateFiles(compiled).run(files, out) ? 0 : Exit.FLOW.code();
    }
  }
}
