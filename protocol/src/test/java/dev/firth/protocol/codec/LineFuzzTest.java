package dev.firth.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firth.protocol.ConnectorFailure;
import dev.firth.protocol.message.CaptureResponse;
import dev.firth.protocol.session.Whom;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What a connector writes, of any bytes: understood, or the connector's failure. */
class LineFuzzTest {
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

  private static final Whom WHOM = new Whom("Task t", "c");
  private static final String CAPTURE =
      """
      {"spec":{"protocol":3032023,"configSchema":{},"resourceConfigSchema":{},"documentationUrl":"x","resourcePathPointers":["/a"]}}
      {"discovered":{"bindings":[{"recommendedName":"a","resourceConfig":{},"documentSchema":{},"key":["/a"],"resourcePath":["a"]}]}}
      {"validated":{"bindings":[{"resourcePath":["a"]}]}}
      {"applied":{"actionDescription":"x"}}
      {"opened":{"explicitAcknowledgements":true}}
      {"captured":{"binding":1,"doc":{"a":[1,"x"]}}}
      {"captured":{"doc":{"a":1}}}
      {"sourcedSchema":{"binding":0,"schema_json":{"type":"object"}}}
      {"checkpoint":{"state":{"updated":{"a":1},"mergePatch":true}}}
      """;
  private static final String MATERIALIZE =
      """
      {"validated":{"bindings":[{"constraints":{"a":{"type":4,"reason":"x"}},"resourcePath":["a"],"deltaUpdates":false}]}}
      {"opened":{"runtimeCheckpoint":{"a":1}}}
      {"loaded":{"binding":0,"doc":{"a":1}}}
      {"flushed":{"state":{"updated":{}}}}
      {"startedCommit":{}}
      {"acknowledged":{}}
      """;

  @Test
  void captures() {
    byte[] sample = CAPTURE.getBytes(StandardCharsets.UTF_8);
    forAWhile(random -> read(CaptureResponseCodec.decoder(WHOM), damaged(random, sample)));
  }

  @Test
  void materializations() {
    byte[] sample = MATERIALIZE.getBytes(StandardCharsets.UTF_8);
    forAWhile(random -> read(MaterializeResponseCodec.decoder(WHOM), damaged(random, sample)));
  }

  private static <T> void read(Decoder<T> decoder, byte[] bytes) {
    try {
      decoder.decode(
          bytes,
          bytes.length,
          message -> {
            if (message instanceof CaptureResponse.Captured(var rows)) {
              for (int row = 0; row < rows.count(); row++) {
                assertThat(rows.offset(row) + rows.length(row)).isBetween(0, rows.bytes().length);
              }
            }
          });
    } catch (ConnectorFailure refused) {
      assertThat(refused.getMessage()).isNotBlank();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
