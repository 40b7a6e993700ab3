package dev.firth.journals.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import dev.firth.journals.fragment.FragmentCodec;
import dev.firth.journals.fragment.FragmentLines;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** Objects of a store of any bytes: read, or refused as corrupt. */
class RecordFuzzTest {
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

  @Test
  void records() {
    byte[] sample = record();
    assertThat(StoredRecord.parse(7, sample).header().frames()).hasSize(2);
    forAWhile(random -> record(damaged(random, sample)));
  }

  private static byte[] record() {
    var draft = new HeaderDraft(RecordHeader.Kind.TRANSACTION, "n0nce");
    draft.clock = new HybridClock(77, 5);
    byte[] raw = "{\"a\":1}\n".repeat(1000).getBytes(StandardCharsets.UTF_8);
    byte[] stored = FrameCodec.compress(raw, 0, raw.length, new byte[FrameCodec.bound(raw.length)]);
    draft.journals.put(0, Logs.ORDERS.journal(""));
    draft.slices.add(new RecordHeader.Slice(0, 0, raw.length, 1000, 0, 0, 1));
    draft.frames.add(new RecordHeader.Frame(-1, 0, stored.length, raw.length, true));
    draft.frames.add(new RecordHeader.Frame(-1, stored.length, 8, 8, false));
    var header = draft.header(new LogState(Logs.CAPTURE), 256, 4, Instant.EPOCH);
    var out = new ByteArrayOutputStream();
    out.writeBytes(HeaderCodec.encode(header));
    out.writeBytes(stored);
    out.writeBytes(new byte[8]);
    return out.toByteArray();
  }

  private static void record(byte[] object) {
    try {
      StoredRecord record = StoredRecord.parse(7, object);
      for (int i = 0; i < record.header().frames().size(); i++) {
        ByteBuffer frame = record.frame(i);
        if (frame != null) {
          FrameCodec.decompress(frame, record.header().frames().get(i));
        }
      }
    } catch (CorruptRecord refused) {
      assertThat(refused.getMessage()).isNotBlank();
    }
  }

  @Test
  void fragments() throws IOException {
    byte[] lines = "{\"a\":1}\n".repeat(500).getBytes(StandardCharsets.UTF_8);
    var gzip = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(gzip)) {
      out.write(lines);
    }
    byte[] zstd = Zstd.compress(lines);
    forAWhile(
        random -> {
          fragment(damaged(random, gzip.toByteArray()), FragmentCodec.GZIP);
          fragment(damaged(random, zstd), FragmentCodec.ZSTD);
          fragment(damaged(random, lines), FragmentCodec.NONE);
        });
  }

  private static void fragment(byte[] bytes, FragmentCodec codec) {
    try (var lines = new FragmentLines(new ByteArrayInputStream(bytes), codec)) {
      int total = 0;
      while (lines.next()) {
        total += lines.length();
      }
      assertThat(total).isNotNegative();
    } catch (IOException | UncheckedIOException refused) {
      assertThat(refused).isNotNull();
    }
  }
}
