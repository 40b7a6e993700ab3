package dev.firth.catalog.load;

/**
 * The text of one file.
 *
 * @param file as messages name it
 * @param text its content; a byte order mark in front is dropped
 */
public record SourceText(String file, String text) {
  private static final String BYTE_ORDER_MARK = "\ufeff";

  public SourceText {
    text = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
  }

  @Override
  public String toString() {
    return file;
  }
}
