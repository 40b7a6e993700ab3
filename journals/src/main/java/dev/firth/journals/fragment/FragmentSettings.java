package dev.firth.journals.fragment;

import java.time.Duration;

/**
 * How a collection's fragments are cut.
 *
 * @param size cut a journal when it holds this many uncut bytes (uncompressed)
 * @param interval cut a journal of at least {@link CutPolicy#SMALL} bytes this often
 */
public record FragmentSettings(long size, Duration interval, FragmentCodec codec) {
  /** 64 MiB, 5 minutes, gzip. */
  public static final FragmentSettings DEFAULT =
      new FragmentSettings(64L << 20, Duration.ofMinutes(5), FragmentCodec.GZIP);
}
