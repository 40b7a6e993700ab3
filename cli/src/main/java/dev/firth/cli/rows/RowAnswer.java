package dev.firth.cli.rows;

import dev.firth.documents.json.JsonBuffer;
import dev.firth.documents.json.JsonException;

/** Turns a row into an answer: both are one JSON object. One thread at a time. */
interface RowAnswer {
  /**
   * Writes the answer to a row, without a newline.
   *
   * @param bytes hold the row in [offset, offset + length); they change afterwards
   * @throws RowException when there is no answer but what is wrong with the row
   * @throws JsonException when the row is no JSON
   */
  void answer(byte[] bytes, int offset, int length, JsonBuffer out);

  /** Lets go of what was kept for later rows, because memory ran short. */
  void forget();

  /** Answers any row: one that has no answer by {@code {"error": ...}}. */
  static void always(RowAnswer core, byte[] bytes, int offset, int length, JsonBuffer out) {
    int before = out.size();
    String error;
    try {
      core.answer(bytes, offset, length, out);
      return;
    } catch (JsonException | RowException e) {
      error = String.valueOf(e.getMessage());
    } catch (StackOverflowError e) {
      error = "the row's schema leads too deep: its references follow each other too long";
    } catch (OutOfMemoryError e) {
      core.forget();
      error = "the row needs more memory than this program may take (see -Xmx)";
    }
    out.truncate(before);
    error(error, out);
  }

  /** Writes {@code {"error": sentence}}. */
  static void error(String sentence, JsonBuffer out) {
    out.raw("{\"error\":").string(sentence).put('}');
  }
}
