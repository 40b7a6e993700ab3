package dev.firth.journals.fragment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import dev.firth.documents.fuzz.Fuzz;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files of the lake of any bytes: lines, or refused as damaged. */
class FragmentFuzzTest {
  private static final int MEGABYTE = 1 << 20;

  @ParameterizedTest
  @EnumSource
  void lines(FragmentCodec codec) {
    String line = "{\"a\":[1,\"x\"],\"_meta\":{\"uuid\":\"u\",\"clock\":\"0190a1b2c3d4-0000\"}}\n";
    byte[] lines = line.repeat(100).getBytes(StandardCharsets.UTF_8);
    assertThat(MetaClock.find(lines, 0, line.length())).isPositive();
    byte[] sample = packed(lines, 1, codec);
    Fuzz.forAWhile(
        random -> {
          byte[] bytes = Fuzz.damaged(random, sample);
          Fuzz.bounded(bytes.length, 4 * unpacked(codec), () -> read(bytes, codec));
        });
  }

  @ParameterizedTest
  @EnumSource
  void whatUnpacksToMuchIsReadLineByLine(FragmentCodec codec) {
    byte[] line = ("{\"a\":\"" + "x".repeat(MEGABYTE) + "\"}\n").getBytes(StandardCharsets.UTF_8);
    byte[] bomb = packed(line, 64, codec);
    Fuzz.bounded(4 * line.length, 1, () -> assertThat(read(bomb, codec)).isEqualTo(64));
  }

  @ParameterizedTest
  @EnumSource(names = {"GZIP", "ZSTD"})
  void aLineWithoutEndIsRefused(FragmentCodec codec) {
    byte[] bomb = packed(new byte[MEGABYTE], 300, codec);
    Fuzz.bounded(
        FragmentLines.MOST_LINE,
        2,
        () ->
            assertThatThrownBy(() -> count(bomb, codec))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("longer than"));
  }

  /** A frame may claim a window that whoever reads it must hold, outside of the heap. */
  @Test
  void aWindowOfMoreThanEightMegabytesIsRefused() {
    byte[] claims = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0, (24 - 10) << 3, 1, 0, 0};
    assertThatThrownBy(() -> count(claims, FragmentCodec.ZSTD))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("memory");
  }

  /** Bytes that one byte may become: of them all one line may be. */
  private static int unpacked(FragmentCodec codec) {
    return switch (codec) {
      case NONE -> 1;
      case GZIP -> 1_032;
      case ZSTD -> 32_768;
    };
  }

  private static byte[] packed(byte[] part, int times, FragmentCodec codec) {
    var out = new ByteArrayOutputStream();
    try (OutputStream gzip = codec == FragmentCodec.GZIP ? new GZIPOutputStream(out) : out) {
      byte[] each = codec == FragmentCodec.ZSTD ? Zstd.compress(part) : part;
      for (int i = 0; i < times; i++) {
        gzip.write(each);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** The lines; -1 where the file is refused. */
  private static int read(byte[] bytes, FragmentCodec codec) {
    try {
      return count(bytes, codec);
    } catch (IOException refused) {
      return -1;
    }
  }

  private static int count(byte[] bytes, FragmentCodec codec) throws IOException {
    try (var lines = new FragmentLines(new ByteArrayInputStream(bytes), codec)) {
      int count = 0;
      for (; lines.next(); count++) {
        if (lines.offset() + lines.length() > lines.bytes().length) {
          throw new AssertionError("a line reaches beyond the bytes");
        }
        MetaClock.find(lines.bytes(), lines.offset(), lines.length());
      }
      return count;
    }
  }
}
