package dev.firth.documents.schema;

import java.nio.charset.StandardCharsets;

/** Asks of a string whether it has a format, as validation does. */
public final class NamedFormat {
  private NamedFormat() {}

  /** Whether the text has the format of that name; true of formats that are not asserted. */
  public static boolean accepts(String name, String text) {
    Format format = Formats.named(name);
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return format == null || format.accepts(utf8, 0, utf8.length);
  }
}
