package dev.firth.journals.log;

import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;

/**
 * A hybrid logical clock, {@code _meta.clock}: time of a transaction, above every clock before it.
 * As text ({@code 12 hex digits - 4 hex digits}) its order is its order in time.
 *
 * <p>Our own clocks count 100 ns ticks: {@code counter} is the tick inside {@code millis}, 0 to
 * 9999. So document i of a transaction owns the tick {@code tick() + i}, which is the time in its
 * {@code _meta.uuid}, and the next transaction's clock lies above them all.
 *
 * @param millis since 1970, below 2^48
 * @param counter 0 to 65535
 */
public record HybridClock(long millis, int counter) implements Comparable<HybridClock> {
  /** Before everything. */
  public static final HybridClock ZERO = new HybridClock(0, 0);

  /** How far ahead of our own clock another's may be before it is refused. */
  public static final Duration AHEAD = Duration.ofSeconds(30);

  private static final HexFormat HEX = HexFormat.of();
  private static final int TICKS = 10_000;

  public HybridClock {
    if (millis < 0 || millis >>> 48 != 0 || counter < 0 || counter > 0xffff) {
      throw new IllegalArgumentException("no clock: %d ms, counter %d".formatted(millis, counter));
    }
  }

  /** The clock at a tick of 100 ns since 1970. */
  public static HybridClock ofTick(long tick) {
    return new HybridClock(tick / TICKS, (int) (tick % TICKS));
  }

  /** 100 ns ticks since 1970. */
  public long tick() {
    return millis * TICKS + counter;
  }

  /**
   * The clock of the next transaction: now, or just above what came before.
   *
   * @param lastTick the highest tick that a document or clock before it owns
   * @param now the wall clock
   */
  public static HybridClock next(long lastTick, Instant now) {
    return ofTick(Math.max(lastTick + 1, now.toEpochMilli() * TICKS));
  }

  /** Whether another's clock may be adopted: it is at most {@link #AHEAD} ahead of ours. */
  public boolean admissible(Instant now) {
    return millis <= now.plus(AHEAD).toEpochMilli();
  }

  /** The wall clock's share, to the millisecond. */
  public Instant instant() {
    return Instant.ofEpochMilli(millis);
  }

  /**
   * Reads {@link #toString}.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static HybridClock parse(CharSequence text) {
    if (text.length() != 17 || text.charAt(12) != '-') {
      throw new IllegalArgumentException("not a clock: " + text);
    }
    return new HybridClock(Long.parseLong(text, 0, 12, 16), (int) Long.parseLong(text, 13, 17, 16));
  }

  @Override
  public int compareTo(HybridClock other) {
    int byMillis = Long.compare(millis, other.millis);
    return byMillis != 0 ? byMillis : Integer.compare(counter, other.counter);
  }

  @Override
  public String toString() {
    return HEX.toHexDigits(millis, 12) + '-' + HEX.toHexDigits(counter, 4);
  }
}
