package dev.firth.documents.json;

import java.nio.charset.StandardCharsets;

/** Tapes of JSON written in a test. */
public final class Parsed {
  private Parsed() {}

  /** The tape of a document given as text. */
  public static Tape json(String text) {
    return bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The tape of a document given as bytes that end where their array ends. */
  public static Tape bytes(byte[] bytes) {
    var tape = new Tape();
    tape.parse(bytes, 0, bytes.length);
    return tape;
  }
}
