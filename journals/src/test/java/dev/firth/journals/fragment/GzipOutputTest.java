package dev.firth.journals.fragment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What we compress, zlib reads back. */
class GzipOutputTest {
  static Stream<byte[]> inputs() {
    SplittableRandom random = new SplittableRandom(11);
    byte[] noise = new byte[400_000];
    random.nextBytes(noise);
    Stream<byte[]> sizes =
        IntStream.of(
                0, 1, 2, 3, 4, 5, 257, 258, 259, 32767, 32768, 32769, 131071, 131072, 131073,
                163840, 300_001)
            .boxed()
            .flatMap(n -> Stream.of(Arrays.copyOf(noise, n), new byte[n], documents(n)));
    Stream<byte[]> mixed =
        IntStream.range(0, 60)
            .mapToObj(
                i -> {
                  byte[] bytes = new byte[random.nextInt(400_000)];
                  int alphabet = 1 + random.nextInt(i % 3 == 0 ? 4 : 256);
                  for (int at = 0; at < bytes.length; ) {
                    int run = Math.min(bytes.length - at, 1 + random.nextInt(600));
                    boolean repeat = at > 0 && random.nextBoolean();
                    int back = repeat ? 1 + random.nextInt(Math.min(at, 40_000)) : 0;
                    for (int k = 0; k < run; k++, at++) {
                      bytes[at] = repeat ? bytes[at - back] : (byte) random.nextInt(alphabet);
                    }
                  }
                  return bytes;
                });
    return Stream.concat(sizes, mixed);
  }

  @ParameterizedTest
  @MethodSource("inputs")
  void zlibReadsItBack(byte[] input) throws IOException {
    byte[] stored = gzip(input, 7_001);
    assertThat(new GZIPInputStream(new ByteArrayInputStream(stored)).readAllBytes())
        .isEqualTo(input);
    assertThat(gzip(input, 100_000)).isEqualTo(stored);
  }

  @Test
  void skewedFrequenciesFitTheLongestCode() throws IOException {
    ByteArrayOutputStream input = new ByteArrayOutputStream();
    SplittableRandom random = new SplittableRandom(5);
    int count = 1;
    for (int symbol = 0; symbol < 24; symbol++, count = count * 8 / 5 + 1) {
      for (int i = 0; i < count; i++) {
        // Never four bytes that came before: all stay literals, with Fibonacci-like frequencies.
        input.write(symbol);
        input.write(100 + random.nextInt(150));
        input.write(random.nextInt(256));
      }
    }
    byte[] bytes = input.toByteArray();
    assertThat(new GZIPInputStream(new ByteArrayInputStream(gzip(bytes, 65_536))).readAllBytes())
        .isEqualTo(bytes);
  }

  @Test
  void documentsBecomeAboutAsSmallAsByZlib() throws IOException {
    byte[] input = documents(4 << 20);
    ByteArrayOutputStream zlib = new ByteArrayOutputStream();
    try (GZIPOutputStream out =
        new GZIPOutputStream(zlib) {
          {
            def.setLevel(1);
          }
        }) {
      out.write(input);
    }
    byte[] ours = gzip(input, 1 << 20);
    assertThat((double) ours.length / zlib.size()).isLessThan(1.15);
  }

  private static byte[] gzip(byte[] input, int piece) throws IOException {
    ByteArrayOutputStream stored = new ByteArrayOutputStream();
    try (GzipOutput out = new GzipOutput(stored)) {
      for (int at = 0; at < input.length; at += piece) {
        out.write(input, at, Math.min(piece, input.length - at));
      }
    }
    return stored.toByteArray();
  }

  private static byte[] documents(int length) {
    SplittableRandom random = new SplittableRandom(7);
    StringBuilder lines = new StringBuilder();
    for (int i = 0; lines.length() < length; i++) {
      lines
          .append("{\"id\":")
          .append(i)
          .append(",\"name\":\"")
          .append(Long.toString(random.nextLong(1L << 40), 36))
          .append("\",\"balance\":")
          .append(random.nextInt(100_000))
          .append(
              ",\"_meta\":{\"op\":\"c\",\"clock\":\"01a208809ff8-0001\",\"source\":{\"schema\":\"public\",\"table\":\"accounts\"}}}\n");
    }
    return Arrays.copyOf(lines.toString().getBytes(StandardCharsets.US_ASCII), length);
  }
}
