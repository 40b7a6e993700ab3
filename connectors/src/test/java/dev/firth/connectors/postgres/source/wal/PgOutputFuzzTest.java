package dev.firth.connectors.postgres.source.wal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firth.documents.fuzz.Fuzz;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Messages of any bytes: read, or refused, and never a look beyond them. */
class PgOutputFuzzTest {
  /** Bytes allocated for each byte of a message: the names of its relation. */
  private static final int FACTOR = 100;

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
    Fuzz.forAWhile(
        random -> {
          String sample = SAMPLES[random.nextInt(SAMPLES.length)];
          byte[] bytes = Fuzz.damaged(random, sample.getBytes(StandardCharsets.ISO_8859_1));
          Fuzz.bounded(bytes.length, FACTOR, () -> read(bytes));
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
