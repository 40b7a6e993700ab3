package dev.firth.cli.rows;

import dev.firth.documents.json.JsonBuffer;
import java.nio.charset.StandardCharsets;

/** Asks a core as the stream does. */
final class Rows {
  private Rows() {}

  static String answer(RowAnswer core, String row) {
    byte[] bytes = row.getBytes(StandardCharsets.UTF_8);
    var out = new JsonBuffer();
    RowAnswer.always(core, bytes, 0, bytes.length, out);
    return out.toString();
  }
}
