package dev.firth.documents.combine;

import org.jspecify.annotations.Nullable;

/**
 * Documents could not be combined, or memory could not be spilled to disk. The message is a
 * sentence for the person who must act.
 */
public final class CombineException extends RuntimeException {
  private final int binding;
  private final String key;

  CombineException(int binding, String key, String sentence, @Nullable Throwable cause) {
    super(sentence, cause);
    this.binding = binding;
    this.key = key;
  }

  static CombineException ofDisk(String sentence, Throwable cause) {
    return new CombineException(-1, "", sentence, cause);
  }

  /** The binding of the documents, or -1 where the disk is at fault. */
  public int binding() {
    return binding;
  }

  /** The key as a JSON array, or empty where the disk is at fault. */
  public String key() {
    return key;
  }
}
