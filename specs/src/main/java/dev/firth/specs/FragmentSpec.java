package dev.firth.specs;

import java.time.Duration;

/**
 * When a collection's fragments are cut.
 *
 * @param size bytes before compression
 * @param interval the longest time that a fragment stays open
 */
public record FragmentSpec(long size, Duration interval, Compression compression) {
  public static final FragmentSpec DEFAULT =
      new FragmentSpec(64L << 20, Duration.ofMinutes(5), Compression.GZIP);

  /** How fragments are written. */
  public enum Compression {
    NONE,
    GZIP,
    ZSTD
  }
}
