package dev.firth.journals.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import dev.firth.documents.fuzz.Fuzz;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Objects of a store of any bytes: read, or refused as corrupt. */
class RecordFuzzTest {
  /** Bytes allocated for each byte of a record: its JSON as a tree, and its frames. */
  private static final int FACTOR = 200;

  @Test
  void records() {
    byte[] sample = record();
    assertThat(StoredRecord.parse(7, sample).header().frames()).hasSize(2);
    Fuzz.forAWhile(
        random -> {
          byte[] bytes = Fuzz.damaged(random, sample);
          Fuzz.bounded(bytes.length, FACTOR, () -> record(bytes, bytes));
        });
  }

  @Test
  void parts() {
    byte[] sample = record();
    int body = new String(sample, StandardCharsets.ISO_8859_1).indexOf('\n') + 1;
    byte[] part = Arrays.copyOfRange(sample, body, sample.length);
    byte[] header =
        new String(sample, 0, body, StandardCharsets.UTF_8)
            .replace("[-1,", "[0,")
            .getBytes(StandardCharsets.UTF_8);
    Fuzz.forAWhile(
        random -> {
          byte[] damaged = Fuzz.damaged(random, part);
          byte[] bytes = random.nextBoolean() ? header : Fuzz.damaged(random, header);
          Fuzz.bounded(damaged.length, FACTOR, () -> record(bytes, damaged));
        });
  }

  @ParameterizedTest
  @CsvSource({"268435456, zstd", "536870912, zstd", "536870912, plain"})
  void whatAHeaderClaimsIsNoReasonToMakeRoom(int claimed, String kind) {
    byte[] stored = Zstd.compress(new byte[5000]);
    var frame = new RecordHeader.Frame(-1, 0, stored.length, claimed, kind.equals("zstd"));
    Fuzz.bounded(
        stored.length,
        FACTOR,
        () ->
            assertThatThrownBy(() -> FrameCodec.decompress(ByteBuffer.wrap(stored), frame))
                .isInstanceOf(CorruptRecord.class)
                .hasMessageContaining("instead of " + claimed));
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

  private static void record(byte[] object, byte[] part) {
    try {
      StoredRecord record = StoredRecord.parse(7, object).withPart(0, part);
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
}
