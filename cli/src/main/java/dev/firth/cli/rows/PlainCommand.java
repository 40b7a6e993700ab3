package dev.firth.cli.rows;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** The commands of rows and files as programs write them, started without picocli. */
public final class PlainCommand {
  private PlainCommand() {}

  /** The command that these arguments name; empty where picocli has to read them. */
  public static Optional<Callable<Integer>> of(String... arguments) {
    if (arguments.length < 2) {
      return Optional.empty();
    }
    List<String> words = Arrays.asList(arguments).subList(1, arguments.length);
    return switch (arguments[0]) {
      case "validate" -> PlainWords.of(words).flatMap(ValidateCommand::plain);
      case "combine" -> PlainWords.of(words).flatMap(CombineCommand::plain);
      case "fields" -> PlainWords.of(words).flatMap(FieldsCommand::plain);
      default -> Optional.empty();
    };
  }
}
