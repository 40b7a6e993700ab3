package dev.firth.cli.rows;

import dev.firth.cli.console.CliException;
import dev.firth.cli.console.CliException.Exit;
import dev.firth.documents.json.JsonException;
import dev.firth.documents.json.Tape;
import dev.firth.documents.schema.CompiledSchema;
import dev.firth.documents.schema.Dialect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The schema of a command, in a file of its own. */
final class SchemaFile {
  private SchemaFile() {}

  /** What {@code --draft} names. */
  static Dialect draft(String name) {
    Dialect named = Row.dialect(name);
    if (named == null) {
      throw new CliException(
          Exit.USAGE, "--draft takes 2020-12, 2019-09 or 7, not \"" + name + "\".");
    }
    return named;
  }

  /** The schema in a file, ready for use; else the sentence that ends the command. */
  static CompiledSchema compile(Path file, SchemaCache.Reading reading) {
    byte[] bytes = read(file);
    try {
      var tape = new Tape();
      tape.parse(bytes, 0, bytes.length);
      return new SchemaCache().get(bytes, tape.start(0), tape.end(0), reading);
    } catch (JsonException | RowException e) {
      throw new CliException(Exit.FLOW, file + ": " + e.getMessage(), e);
    }
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new CliException(Exit.USAGE, "There is no file " + file + ".", e);
    } catch (IOException e) {
      throw new CliException(
          Exit.ENVIRONMENT, file + " cannot be read: " + e.getMessage() + ".", e);
    }
  }
}
