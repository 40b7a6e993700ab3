package dev.firth.connectors.postgres.source.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firth.connectors.postgres.source.SourceKeys;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackfillTablesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "10:20:12,15 | 9 | true",
        "10:20:12,15 | 11 | true",
        "10:20:12,15 | 12 | false",
        "10:20:12,15 | 19 | true",
        "10:20:12,15 | 20 | false",
        "10:20: | 12 | true",
        // a number of more than 32 bits: 4294967296 is 2^32
        "4294967290:4294967300:4294967295 | -6 | true",
        "4294967290:4294967300:4294967295 | -1 | false",
        "4294967290:4294967300:4294967295 | 3 | true",
        "4294967290:4294967300:4294967295 | 4 | false",
      })
  void snapshotSees(String snapshot, int xid, boolean sees) {
    assertThat(Snapshot.parse(snapshot).sees(xid)).isEqualTo(sees);
    assertThat(Snapshot.parse(snapshot)).hasToString(snapshot);
  }

  private static final RowKey ONE = SourceKeys.key("1");
  private static final RowKey TWO = SourceKeys.key("2");

  @Test
  void rowIsOvertakenByWhatTheSnapshotDoesNotSee() {
    RecentChanges recent = new RecentChanges(10);
    recent.record(ONE, 11, List.of());
    recent.record(TWO, 12, List.of());
    recent.prune(Snapshot.parse("12:13:12"));
    assertThat(recent.overtook(ONE)).isFalse();
    assertThat(recent.overtook(TWO)).isTrue();
    recent.prune(Snapshot.parse("13:13:"));
    assertThat(recent.isEmpty()).isTrue();
  }

  @Test
  void columnsThatNoChangeCarriedAreMissing() {
    RecentChanges recent = new RecentChanges(10);
    recent.record(ONE, 11, List.of("a", "b"));
    recent.record(ONE, 12, List.of("b", "c"));
    assertThat(recent.missing(ONE)).containsExactly("b");
    recent.record(ONE, 13, List.of());
    assertThat(recent.missing(ONE)).isEmpty();
    assertThat(recent.missing(TWO)).isEmpty();
  }

  @Test
  void tooManyChangesRefuseChunksThatDoNotSeeThem() {
    RecentChanges recent = new RecentChanges(1);
    recent.record(ONE, 11, List.of());
    recent.record(TWO, 12, List.of());
    assertThat(recent.refuses(Snapshot.parse("11:12:11"))).isTrue();
    assertThat(recent.refuses(Snapshot.parse("12:12:"))).isTrue();
    assertThat(recent.refuses(Snapshot.parse("13:13:"))).isFalse();
    recent.prune(Snapshot.parse("13:13:"));
    recent.record(ONE, 12, List.of());
    assertThat(recent.overtook(ONE)).isTrue();
  }

  @Test
  void keysSurviveAsTexts() {
    assertThat(SourceKeys.key("a", "", "é").texts()).containsExactly("a", "", "é");
    assertThat(SourceKeys.key("a", "b")).isNotEqualTo(SourceKeys.key("ab", ""));
  }

  @Test
  void chunksGrowToWhatTimeAndBytesAllow() {
    ChunkSize size = new ChunkSize(100, 10_000, 1_000_000);
    size.learn(10_000, 1 << 20, 10_000_000);
    assertThat(size.next()).isEqualTo(40_000);
    size.learn(40_000, 24 << 20, 10_000_000);
    assertThat(size.next()).isEqualTo(20_000);
    size.learn(20_000, 1 << 20, 60_000_000_000L);
    assertThat(size.next()).isEqualTo(100);
    size.learn(0, 0, 1);
    assertThat(size.next()).isEqualTo(100);
  }
}
