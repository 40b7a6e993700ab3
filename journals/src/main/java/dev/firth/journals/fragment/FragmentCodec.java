package dev.firth.journals.fragment;

/** How a fragment is compressed. */
public enum FragmentCodec {
  /** gzip, level 1: every tool reads it. */
  GZIP("gz"),
  /** Zstandard, level 1. */
  ZSTD("zst"),
  /** Plain NDJSON. */
  NONE("");

  private final String suffix;

  FragmentCodec(String suffix) {
    this.suffix = suffix;
  }

  /** {@code ndjson}, {@code ndjson.gz} or {@code ndjson.zst}. */
  public String extension() {
    return suffix.isEmpty() ? "ndjson" : "ndjson." + suffix;
  }

  /**
   * The codec of a file's name.
   *
   * @throws IllegalArgumentException if it is none of ours
   */
  public static FragmentCodec ofName(String name) {
    for (FragmentCodec codec : values()) {
      if (name.endsWith('.' + codec.extension())) {
        return codec;
      }
    }
    throw new IllegalArgumentException("not the name of a fragment: " + name);
  }
}
