package dev.firth.cli.rows;

import dev.firth.cli.console.CliException.Exit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code firth validate}: whether documents fit a schema. */
@Command(
    name = "validate",
    mixinStandardHelpOptions = true,
    description = "Says of each file whether it holds one JSON document that fits a JSON Schema.",
    footer = {
      "",
      "Rows of --batch: {schema, document, draft, assertFormats}; answers: {valid, errors} or {error}.",
      "",
      "Examples:",
      "  firth validate --schema order.schema.json order-1.json order-2.json",
      "  echo '{\"schema\":{\"type\":\"integer\"},\"document\":1}' | firth validate --batch"
    })
public final class ValidateCommand implements Callable<Integer> {
  private static final String USAGE =
      "firth validate takes --batch alone, or --schema SCHEMA and files.";

  @Mixin private SchemaOptions schema = new SchemaOptions();

  @Parameters(paramLabel = "FILE", arity = "0..*", description = "files to be judged")
  private List<String> files = List.of();

  static Optional<Callable<Integer>> plain(PlainWords words) {
    if (!words.only("--schema", "--draft", "--batch")) {
      return Optional.empty();
    }
    var command = new ValidateCommand();
    command.schema = new SchemaOptions(words);
    command.files = words.rest();
    return Optional.of(command);
  }

  @Override
  public Integer call() throws Exception {
    return schema.run(
        Batch.VALIDATE,
        !files.isEmpty(),
        USAGE,
        (compiled, in, out) -> new ValidateFiles(compiled).run(files, out) ? 0 : Exit.FLOW.code());
  }
}
