package dev.firth.connectors.postgres.source.wal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Messages of any bytes: read, or refused, and never a look beyond them. */
class PgOutputFuzzTest {
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

  /** A few changes of some bytes: bits, cuts, repeats, and text that has broken parsers. */
  private static byte[] damaged(Random random, byte[] sample) {
    byte[] bytes = sample.clone();
    for (int n = random.nextInt(4); n >= 0; n--) {
      int at = random.nextInt(bytes.length + 1);
      switch (random.nextInt(5)) {
        case 0 -> {
          if (at < bytes.length) {
            bytes[at] ^= (byte) (1 << random.nextInt(8));
          }
        }
        case 1 ->
            bytes =
                joined(
                    bytes,
                    0,
                    at,
                    new byte[0],
                    bytes,
                    Math.min(bytes.length, at + random.nextInt(9)));
        case 2 -> bytes = Arrays.copyOf(bytes, at);
        case 3 ->
            bytes =
                joined(
                    bytes,
                    0,
                    at,
                    NASTY[random.nextInt(NASTY.length)].getBytes(StandardCharsets.ISO_8859_1),
                    bytes,
                    at);
        default -> bytes = joined(bytes, 0, at, new byte[0], bytes, random.nextInt(at + 1));
      }
    }
    return bytes;
  }

  private static byte[] joined(
      byte[] head, int from, int to, byte[] middle, byte[] tail, int rest) {
    var out = new ByteArrayOutputStream();
    out.write(head, from, to - from);
    out.writeBytes(middle);
    out.write(tail, rest, tail.length - rest);
    return out.toByteArray();
  }

  /** The seed and the seconds, which -Dfuzz.seed and -Dfuzz.seconds change. */
  private static void forAWhile(Consumer<Random> round) {
    long seed = Long.getLong("fuzz.seed", 1);
    long end = System.nanoTime() + 1_000_000_000L * Long.getLong("fuzz.seconds", 1);
    do {
      try {
        round.accept(new Random(seed));
      } catch (Throwable unexpected) {
        throw new AssertionError("-Dfuzz.seed=" + seed + " shows it", unexpected);
      }
      seed++;
    } while (System.nanoTime() < end);
  }

  private static final String[] SAMPLES = {
    "B\0\0\0\0\0\0\0\1\0\0\0\0\0\0\0\2\0\0\0\3",
    "C\0\0\0\0\0\0\0\0\1\0\0\0\0\0\0\0\2\0\0\0\0\0\0\0\3",
    "R\0\0\0\1public\0orders\0d\0\2\1id\0\0\0\0\27\0\0\0\0\0note\0\0\0\0\31\0\0\0\0",
    "I\0\0\0\1N\0\2t\0\0\0\2" + "42n",
    "U\0\0\0\1O\0\2t\0\0\0\1" + "4uN\0\2t\0\0\0\1" + "4t\0\0\0\3abc",
    "D\0\0\0\1K\0\1t\0\0\0\1" + "4",
    "T\0\0\0\2\0\0\0\0\1\0\0\0\2",
    "M\1\0\0\0\0\0\0\0\1firth\0\0\0\0\2hi"
  };

  @Test
  void messages() {
    forAWhile(
        random -> {
          String sample = SAMPLES[random.nextInt(SAMPLES.length)];
          read(damaged(random, sample.getBytes(StandardCharsets.ISO_8859_1)));
        });
  }

  private static void read(byte[] bytes) {
    byte[] around = new byte[bytes.length + 16];
    System.arraycopy(bytes, 0, around, 8, bytes.length);
    var message = new PgOutput();
    try {
      message.wrap(ByteBuffer.wrap(around, 8, bytes.length).slice());
      switch (message.tag()) {
        case PgOutput.BEGIN -> message.begin();
        case PgOutput.COMMIT -> message.commit();
        case PgOutput.RELATION -> message.relation();
        case PgOutput.TRUNCATE -> message.truncated();
        case PgOutput.MESSAGE -> message.message();
        default -> inside(message, 8 + bytes.length);
      }
    } catch (IllegalStateException refused) {
      assertThat(refused).hasMessageStartingWith("pgoutput: ");
    }
  }

  private static void inside(PgOutput message, int end) {
    message.change();
    Tuple row = message.newTuple();
    for (int i = 0; i < row.size(); i++) {
      assertThat(row.offset(i) + row.length(i)).isLessThanOrEqualTo(end);
    }
  }
}
