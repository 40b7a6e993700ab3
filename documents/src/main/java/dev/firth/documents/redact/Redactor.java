package dev.firth.documents.redact;

import dev.firth.documents.json.JsonBuffer;
import dev.firth.documents.json.Tape;
import dev.firth.documents.schema.Annotations;
import dev.firth.documents.schema.CanonicalJson;
import dev.firth.documents.schema.Redaction;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Writes a document anew without what its schema redacts. {@code block} removes a member or an
 * element; {@code sha256} puts {@code "sha256:"} and 64 hexadecimal digits in the place of a value:
 * the hash of the value and, after it, the salt. A string is hashed as the UTF-8 of its text,
 * anything else as its canonical JSON, so that 1 and 1.0 are the same. A string that is such a hash
 * already stays, so that redacting twice is redacting once. Where both apply, the value is removed;
 * what is in a redacted value goes with it.
 *
 * <p>One thread at a time.
 */
public final class Redactor {
  private static final int HASH_LENGTH = 71;
  private static final byte[] PREFIX = "sha256:".getBytes(StandardCharsets.US_ASCII);

  private final byte[] salt;
  private final MessageDigest digest;

  /**
   * @param salt appended to what is hashed
   */
  public Redactor(byte[] salt) {
    this.salt = salt.clone();
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }

  /**
   * Writes what is left of the value at a node.
   *
   * @param annotations of its validation
   * @param out takes it, after what it already holds
   * @return false, and nothing written, if all of it is removed
   */
  public boolean redact(Tape tape, int node, Annotations annotations, JsonBuffer out) {
    if (!annotations.redacts()) {
      out.value(tape, node);
      return true;
    }
    return value(tape, node, annotations, out);
  }

  private boolean value(Tape tape, int node, Annotations annotations, JsonBuffer out) {
    Redaction redaction = annotations.redaction(node);
    if (redaction == Redaction.BLOCK) {
      return false;
    }
    if (redaction == Redaction.SHA256) {
      hash(tape, node, out);
    } else if (tape.type(node) == Tape.OBJECT) {
      members(tape, node, annotations, out);
    } else if (tape.type(node) == Tape.ARRAY) {
      elements(tape, node, annotations, out);
    } else {
      out.value(tape, node);
    }
    return true;
  }

  private void members(Tape tape, int object, Annotations annotations, JsonBuffer out) {
    out.put('{');
    int first = out.size();
    int end = tape.next(object);
    for (int name = object + 2; name < end; name = tape.next(name + 2)) {
      int before = out.size();
      if (before > first) {
        out.put(',');
      }
      out.value(tape, name).put(':');
      if (!value(tape, name + 2, annotations, out)) {
        out.truncate(before);
      }
    }
    out.put('}');
  }

  private void elements(Tape tape, int array, Annotations annotations, JsonBuffer out) {
    out.put('[');
    int first = out.size();
    int end = tape.next(array);
    for (int item = array + 2; item < end; item = tape.next(item)) {
      int before = out.size();
      if (before > first) {
        out.put(',');
      }
      if (!value(tape, item, annotations, out)) {
        out.truncate(before);
      }
    }
    out.put(']');
  }

  private void hash(Tape tape, int node, JsonBuffer out) {
    if (isHash(tape, node)) {
      out.value(tape, node);
      return;
    }
    digest.reset();
    digest.update(
        tape.type(node) == Tape.STRING
            ? tape.string(node).getBytes(StandardCharsets.UTF_8)
            : CanonicalJson.of(tape, node));
    digest.update(salt);
    out.put('"').raw("sha256:").raw(HexFormat.of().formatHex(digest.digest())).put('"');
  }

  private static boolean isHash(Tape tape, int node) {
    if (tape.type(node) != Tape.STRING || tape.length(node) != HASH_LENGTH) {
      return false;
    }
    byte[] bytes = tape.bytes();
    int from = tape.offset(node);
    for (int i = 0; i < HASH_LENGTH; i++) {
      int c = bytes[from + i];
      if (i < PREFIX.length ? c != PREFIX[i] : !HexFormat.isHexDigit(c)) {
        return false;
      }
    }
    return true;
  }
}
