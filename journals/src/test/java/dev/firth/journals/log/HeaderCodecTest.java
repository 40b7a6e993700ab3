package dev.firth.journals.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firth.journals.log.RecordHeader.FragmentCut;
import dev.firth.journals.log.RecordHeader.Frame;
import dev.firth.journals.log.RecordHeader.Kind;
import dev.firth.journals.log.RecordHeader.Part;
import dev.firth.journals.log.RecordHeader.RetentionChange;
import dev.firth.journals.log.RecordHeader.Slice;
import dev.firth.journals.log.RecordHeader.StateChange;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HeaderCodecTest {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  @Test
  void everyMemberIsReadBack() {
    LogState before = new LogState(Logs.CAPTURE);
    HeaderDraft draft = new HeaderDraft(Kind.TRANSACTION, "n0nce");
    draft.clock = new HybridClock(77, 5);
    draft.endpoint = "10.0.0.7:4000";
    draft.table = true;
    draft.journals.put(3, Logs.ORDERS.journal("region=eu/day=1"));
    draft.schemas.put(1, "abc");
    draft.slices.add(new Slice(3, 10, 5, 1, 0, 0, 1));
    draft.slices.add(new Slice(3, 15, 7, 2, 0, 5, 1));
    draft.frames.add(new Frame(-1, 0, 9, 12, true));
    draft.frames.add(new Frame(0, 4, 9, 9, false));
    draft.parts.add(new Part("00-n/000000", 99, -7));
    draft.state = new StateChange(true, 1);
    draft.retention = new RetentionChange(Duration.ofHours(2), NOON);
    draft.fragments.add(new FragmentCut(3, 0, 10, 1, 2, "collections/x", "GZIP", "lake"));
    draft.written.add("collections/w");
    draft.wholeCut = Cut.EMPTY.with("s.0", Logs.CAPTURE, new Position.At(1, HybridClock.ZERO));
    LogName right = new LogName("acme", "capture", "shop", "0.0", 0x80000000, -1, 1);
    Seal.Child child = new Seal.Child(right, List.of(Logs.CAPTURE), "raw");
    draft.lineage =
        new Lineage(
            List.of(
                Lineage.Piece.of(0, 0x7fffffff),
                new Lineage.Piece(
                    0x80000000,
                    -1,
                    Optional.of(
                        Cut.EMPTY
                            .with("s.0", Logs.CAPTURE, new Position.At(3, new HybridClock(9, 1)))
                            .with("t.0", right, new Position.Done())),
                    Optional.of(HeaderCodec.JSON.readTree("{\"lsn\":7}")))),
            Optional.of(new Lineage.Promise("x#1", Logs.CAPTURE, child)),
            Optional.of("y#2"),
            Optional.of(new Seal(List.of(child), Map.of(Logs.ORDERS.journal(""), 7L))),
            List.of(right),
            List.of(new Lineage.Parent(right, 9)));
    RecordHeader header = draft.header(before, 256, 4, NOON);

    byte[] line = HeaderCodec.encode(header);

    assertThat(HeaderCodec.decode(line, 0, line.length - 1)).isEqualTo(header);
    assertThat(new String(line, StandardCharsets.UTF_8)).doesNotContain("\n\n").endsWith("\n");
  }

  @Test
  void aBareFenceSaysNothingOfItsPlace() {
    HeaderDraft draft = new HeaderDraft(Kind.FENCE, "n");
    byte[] line = HeaderCodec.encode(draft.header(new LogState(Logs.CAPTURE), -1, -1, NOON));
    assertThat(new String(line, StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"firth\":1,\"log\":\"acme/capture/shop/0.0/00000000-ffffffff.0\",\"kind\":\"fence\",\"nonce\":\"n\",\"time\":\"2026-11-23T12:00:00Z\"}\n");
    assertThat(HeaderCodec.decode(line, 0, line.length - 1).bareFence()).isTrue();
  }

  @Test
  void whatIsNoRecordIsNamed() {
    byte[] junk = "hello\n".getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> StoredRecord.parse(7, junk))
        .isInstanceOf(CorruptRecord.class)
        .hasMessageContaining("hello");
    byte[] future = "{\"firth\":2}\n".getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> StoredRecord.parse(7, future)).hasMessageContaining("format is 2");
    byte[] empty = new byte[3];
    assertThatThrownBy(() -> StoredRecord.parse(7, empty)).hasMessageContaining("no header line");
  }

  @Test
  void aThousandBindingsDoNotMakeABigHeader() {
    LogState before = new LogState(Logs.CAPTURE);
    HeaderDraft draft = new HeaderDraft(Kind.TRANSACTION, "0123456789abcdef0123456789abcdef");
    draft.clock = new HybridClock(1, 1);
    for (int i = 0; i < 1000; i++) {
      draft.slices.add(new Slice(i, 1_000_000, 300, 2, i / 400, 0, 0));
    }
    assertThat(HeaderCodec.encode(draft.header(before, 1, 0, NOON)).length).isLessThan(30_000);
  }

  @Test
  void aSnapshotIsReadBack() throws Exception {
    Logs logs = new Logs();
    ShardLog log = logs.owner();
    Logs.commit(log, Logs.ORDERS, 1, 2, 3);
    LogState state = new LogReplay(logs.context(), Logs.CAPTURE).replay().state();
    state.connectorState = HeaderCodec.JSON.readTree("{\"a\":1}");
    state.marks.put(256L, HybridClock.ofTick(3));
    state.payloads.put(9L, "f");
    LogName right = new LogName("acme", "capture", "shop", "0.0", 0x80000000, -1, 1);
    Seal.Child child = new Seal.Child(right, List.of(Logs.CAPTURE), Seal.RAW);
    state.lineage =
        new Lineage(
            List.of(Lineage.Piece.of(0, 9), Lineage.Piece.of(10, -1)),
            Optional.of(new Lineage.Promise("x#1", Logs.CAPTURE, child)),
            Optional.of("y#2"),
            Optional.of(new Seal(List.of(child), Map.of(Logs.ORDERS.journal(""), 7L))),
            List.of(right),
            List.of(new Lineage.Parent(right, 9)));
    assertThat(SnapshotJson.decode(Logs.CAPTURE, SnapshotJson.encode(state)).lineage)
        .isEqualTo(state.lineage);
    assertThat(SnapshotJson.encode(SnapshotJson.decode(Logs.CAPTURE, SnapshotJson.encode(state))))
        .isEqualTo(SnapshotJson.encode(state));
  }
}
