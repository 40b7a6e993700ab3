package dev.firth.documents.fuzz;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;

/** Rounds of bytes that were damaged at random, and what reading them may cost. */
public final class Fuzz {
  /** Text that has broken parsers before. */
  private static final String[] NASTY = {
    "\0",
    "\u0080",
    "\\ud800",
    "\\udc00\\ud800",
    "NaN",
    "-Infinity",
    "1e999999999",
    "-0.0e-0",
    "9".repeat(400),
    "[".repeat(600),
    "{\"a\":".repeat(600),
    "{\"a\":1,\"a\":2}",
    "\\u0000",
    "\"",
    "{}",
    "[]",
    "null",
    "\n",
    ",",
    "-1",
    "2147483648",
    "1e5",
    "\r\n",
    "\\"
  };

  /** Bytes that reading may allocate whatever is read: classes that load, tables made once. */
  private static final long ROOM = 64 << 20;

  /** Nanoseconds of CPU that reading may take whatever is read. */
  private static final long TIME = 1_000_000_000L;

  private static final long TIME_PER_BYTE = 1_000;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Fuzz() {}

  /** A few changes of some bytes: bits, cuts, repeats, and text that has broken parsers. */
  public static byte[] damaged(Random random, byte[] sample) {
    byte[] bytes = sample.clone();
    for (int n = random.nextInt(4); n >= 0; n--) {
      int at = random.nextInt(bytes.length + 1);
      switch (random.nextInt(5)) {
        case 0 -> {
          if (at < bytes.length) {
            bytes[at] ^= (byte) (1 << random.nextInt(8));
          }
        }
        case 1 -> bytes = joined(bytes, at, "", Math.min(bytes.length, at + random.nextInt(9)));
        case 2 -> bytes = Arrays.copyOf(bytes, at);
        case 3 -> bytes = joined(bytes, at, NASTY[random.nextInt(NASTY.length)], at);
        default -> bytes = joined(bytes, at, "", random.nextInt(at + 1));
      }
    }
    return bytes;
  }

  private static byte[] joined(byte[] bytes, int head, String middle, int rest) {
    var out = new ByteArrayOutputStream();
    out.write(bytes, 0, head);
    out.writeBytes(middle.getBytes(StandardCharsets.ISO_8859_1));
    out.write(bytes, rest, bytes.length - rest);
    return out.toByteArray();
  }

  /**
   * Rounds from the seed on and for the seconds that {@code -Dfuzz.seed} and {@code -Dfuzz.seconds}
   * say, by default one second from seed 1.
   *
   * @throws AssertionError naming the seed of the round that failed
   */
  public static void forAWhile(Consumer<Random> round) {
    long first = Long.getLong("fuzz.seed", 1);
    long seed = first;
    long end = System.nanoTime() + 1_000_000_000L * Long.getLong("fuzz.seconds", 1);
    do {
      try {
        round.accept(new Random(seed));
      } catch (Throwable unexpected) {
        throw new AssertionError("-Dfuzz.seed=" + seed + " shows it", unexpected);
      }
      seed++;
    } while (System.nanoTime() < end);
    if (System.getProperty("fuzz.seconds") != null) {
      System.out.printf("fuzz: seeds %d to %d%n", first, seed - 1);
    }
  }

  /**
   * Reads bytes under a bound of what this thread allocates meanwhile, kept or not, and of the CPU
   * that it takes.
   *
   * @param length of what is read
   * @param factor bytes that may be allocated for each byte of it
   * @throws AssertionError beyond a bound
   */
  public static void bounded(int length, int factor, Runnable read) {
    long allocated = THREADS.getCurrentThreadAllocatedBytes();
    long started = THREADS.getCurrentThreadCpuTime();
    read.run();
    long time = THREADS.getCurrentThreadCpuTime() - started;
    long room = THREADS.getCurrentThreadAllocatedBytes() - allocated;
    if (room > ROOM + (long) factor * length) {
      throw new AssertionError("%,d bytes allocated for %,d".formatted(room, length));
    }
    if (time > TIME + TIME_PER_BYTE * length) {
      throw new AssertionError("%,d ms of CPU for %,d bytes".formatted(time / 1_000_000, length));
    }
  }
}
