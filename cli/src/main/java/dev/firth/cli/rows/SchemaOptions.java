package dev.firth.cli.rows;

import dev.firth.cli.console.CliException;
import dev.firth.cli.console.CliException.Exit;
import dev.firth.cli.console.Logs;
import dev.firth.cli.console.StandardOutput;
import dev.firth.documents.schema.CompiledSchema;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What commands have in common that judge documents by a schema: one in a file, or one a row. */
final class SchemaOptions {
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
      description = "rows as below on standard input, an answer a line on standard output")
  private boolean batch;

  SchemaOptions() {}

  /** Those of a command line that was read without picocli. */
  SchemaOptions(PlainWords words) {
    schema = words.one("--schema").map(Path::of).orElse(null);
    draft = words.one("--draft").orElse("2020-12");
    batch = words.has("--batch");
  }

  /** What a command does with the schema of a file. */
  interface Judge {
    /**
     * @return the exit code
     */
    int judge(CompiledSchema schema, InputStream in, StandardOutput out) throws IOException;
  }

  /**
   * Answers rows, or has documents judged.
   *
   * @param rows the command's answers to rows
   * @param named whether anything is given that only goes with a schema in a file
   * @param usage the sentence for whoever mixes the two
   */
  int run(Batch rows, boolean named, String usage, Judge judge) throws Exception {
    Logs.none();
    if (batch == (schema != null) || batch == named) {
      throw new CliException(Exit.USAGE, usage);
    }
    var file = schema;
    return DeepStack.call(
        () -> {
          try (var out = new StandardOutput();
              var in = new FileInputStream(FileDescriptor.in)) {
            if (file != null) {
              return judge.judge(SchemaFile.compile(file, reading()), in, out);
            }
            rows.run(in, out);
            return 0;
          }
        });
  }

  private SchemaCache.Reading reading() {
    return SchemaCache.Reading.ofCollections(SchemaFile.draft(draft));
  }
}
