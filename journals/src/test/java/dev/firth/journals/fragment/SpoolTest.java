package dev.firth.journals.fragment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bytes of fragments: all there, and not in memory when they are many. */
class SpoolTest {
  private static final int MIB = 1 << 20;

  @TempDir Path folder;

  @Test
  void manyBytesLieInAFileThatVanishes() throws Exception {
    Spool spool = new Spool(folder);
    Random random = new Random(5);
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    byte[] chunk = new byte[700_001];
    while (written.size() < 60 * MIB) {
      random.nextBytes(chunk);
      spool.write(chunk, 0, chunk.length);
      written.write(chunk, 0, chunk.length);
      assertThat(spool.held()).isLessThanOrEqualTo((Spool.BLOCKS + 1L) * MIB);
    }
    assertThat(joined(spool)).isEqualTo(written.toByteArray());
    spool.end();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void fewBytesNeedNoFile() throws Exception {
    Spool spool = new Spool(folder.resolve("never"));
    byte[] bytes = new byte[5 * MIB + 3];
    new Random(6).nextBytes(bytes);
    spool.write(bytes, 0, bytes.length);
    assertThat(joined(spool)).isEqualTo(bytes);
    assertThat(folder).isEmptyDirectory();
    spool.end();
  }

  private static byte[] joined(Spool spool) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (ByteBuffer buffer : spool.buffers()) {
      byte[] bytes = new byte[buffer.remaining()];
      buffer.duplicate().get(bytes);
      out.writeBytes(bytes);
    }
    return out.toByteArray();
  }
}
