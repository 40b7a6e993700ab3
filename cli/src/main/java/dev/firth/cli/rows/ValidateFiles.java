package dev.firth.cli.rows;

import dev.firth.cli.console.StandardOutput.ReaderGone;
import dev.firth.documents.json.JsonBuffer;
import dev.firth.documents.json.JsonException;
import dev.firth.documents.json.LastMembers;
import dev.firth.documents.json.Tape;
import dev.firth.documents.schema.CompiledSchema;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Judges files by one schema, a line each. */
final class ValidateFiles {
  /** As long as a row may be, and for the same reason. */
  private static final int MAX_BYTES = RowStream.MAX_ROW_BYTES;

  private final CompiledSchema schema;
  private Tape tape = new Tape();

  ValidateFiles(CompiledSchema schema) {
    this.schema = schema;
  }

  /**
   * Writes a line for each file, in order.
   *
   * @return whether all were valid
   */
  boolean run(List<String> files, OutputStream out) throws IOException {
    boolean allValid = true;
    try {
      for (String file : files) {
        var line = new JsonBuffer();
        allValid &= judge(file, line);
        line.put('\n');
        out.write(line.bytes(), 0, line.size());
        out.flush();
      }
    } catch (ReaderGone enough) {
      return allValid;
    }
    return allValid;
  }

  /** Writes {@code {file, valid}}, and why it is not. */
  boolean judge(String file, JsonBuffer out) {
    out.raw("{\"file\":").string(file).raw(",\"valid\":");
    int before = out.size();
    String error;
    try {
      boolean valid = judge(readable(bytes(file)), out);
      out.put('}');
      return valid;
    } catch (JsonException | RowException e) {
      error = String.valueOf(e.getMessage());
    } catch (StackOverflowError e) {
      error = "the schema leads too deep: its references follow each other too long";
    } catch (OutOfMemoryError e) {
      tape = new Tape();
      error = "the file needs more memory than this program may take (see -Xmx)";
    }
    out.truncate(before);
    out.raw("false,\"error\":").string(error).put('}');
    return false;
  }

  /** A file is what RFC 8259 calls one: of members that repeat, the last counts. */
  private byte[] readable(byte[] bytes) {
    try {
      tape.parse(bytes, 0, bytes.length);
      return bytes;
    } catch (JsonException refused) {
      byte[] last = LastMembers.of(bytes);
      tape.parse(last, 0, last.length);
      return last;
    }
  }

  private boolean judge(byte[] bytes, JsonBuffer out) {
    if (schema.validate(tape, 0)) {
      out.raw("true");
      return true;
    }
    out.raw("false,\"errors\":");
    ValidateRows.errors(ValidateRows.explain(schema, bytes, 0, bytes.length), out);
    return false;
  }

  private static byte[] bytes(String file) {
    try (var in = Files.newInputStream(Path.of(file))) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new RowException("the file is longer than " + MAX_BYTES + " bytes");
      }
      return bytes;
    } catch (NoSuchFileException | InvalidPathException e) {
      throw new RowException("there is no such file");
    } catch (AccessDeniedException e) {
      throw new RowException("the file may not be read");
    } catch (IOException e) {
      throw new RowException("the file cannot be read: " + e.getMessage());
    }
  }
}
