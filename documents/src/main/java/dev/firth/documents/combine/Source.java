package dev.firth.documents.combine;

/**
 * Documents in order of (binding, packed key): of memory, or of a run on disk. Spans are valid
 * until the next call that moves.
 */
interface Source {
  /** Moves to the next key, whose documents begin; false at the end. */
  boolean nextKey();

  int binding();

  byte[] key();

  int keyOffset();

  int keyLength();

  /** Documents of this key that {@link #nextDocument} has not given yet. */
  int remaining();

  /** Whether the first document of this key is a loaded one. */
  boolean startsLoaded();

  void nextDocument();

  byte[] bytes();

  int offset();

  int length();

  int flags();

  /** Whether a note follows the bytes of the document. */
  default boolean noted() {
    return false;
  }
}
