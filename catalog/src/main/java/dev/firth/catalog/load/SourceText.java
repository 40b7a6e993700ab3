package dev.firth.catalog.load;

/**
 * The text of one file.
 *
 * @param file as messages name it
 * @param text its content
 */
public record SourceText(String file, String text) {
  @Override
  public String toString() {
    return file;
  }
}
