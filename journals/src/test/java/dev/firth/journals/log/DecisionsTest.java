package dev.firth.journals.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firth.journals.fragment.CutPolicy;
import dev.firth.journals.fragment.FragmentCodec;
import dev.firth.journals.fragment.FragmentName;
import dev.firth.journals.fragment.FragmentSettings;
import dev.firth.journals.fragment.MetaClock;
import dev.firth.journals.host.SkippingHost;
import dev.firth.journals.store.ListAnswer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The decisions that need no store, as tables. */
class DecisionsTest {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);

  @ParameterizedTest(name = "monotonic {0} s, wall {1} s, the store\'s {2} s later: {3}")
  @CsvSource({
    "0, 0, 0, true",
    "1799, 1799, 1799, true",
    "1800, 0, 0, false",
    "0, 1800, 0, false", // the machine slept: only the wall clock saw it
    "1800, -5000, 0, false", // somebody set the wall clock back
    "1799, -5000, 0, true",
    "0, -60, 1800, false", // both: the machine slept, and its wall clock was set back meanwhile
  })
  void trustEndsAfterHalfTheRetentionByAnyClock(
      long monotonic, long wall, long stores, boolean trusted) {
    Trust trust = new Trust(new Moment(0, NOON), NOON, Safeguard.ALL);
    Moment now = new Moment(Duration.ofSeconds(monotonic).toNanos(), NOON.plusSeconds(wall));
    assertThat(trust.holds(now, NOON.plusSeconds(stores), HOUR)).isEqualTo(trusted);
  }

  @Test
  void aChangedRetentionProtectsByTheLongerAndTrustsByTheShorterUntilItTakesEffect() {
    Duration day = Duration.ofHours(24);
    Retention lowered = Retention.of(day).announced(Retention.change(day, HOUR, NOON), NOON);
    assertThat(lowered.protecting(NOON.plus(HOUR))).isEqualTo(day);
    assertThat(lowered.trusting(NOON.plus(HOUR))).isEqualTo(HOUR);
    assertThat(lowered.protecting(NOON.plus(day))).isEqualTo(HOUR);
    assertThat(lowered.target()).isEqualTo(HOUR);

    Retention raised = Retention.of(HOUR).announced(Retention.change(HOUR, day, NOON), NOON);
    assertThat(raised.protecting(NOON)).isEqualTo(day);
    assertThat(raised.trusting(NOON.plus(HOUR))).isEqualTo(HOUR);
    assertThat(raised.trusting(NOON.plus(day))).isEqualTo(day);
  }

  @ParameterizedTest(name = "uncut from {0}, snapshot to {1}, next {2}: boundary {3}")
  @CsvSource({
    "600, 599, 600, 512",
    "511, 599, 600, 256",
    "512, 511, 600, 512",
    "600, 510, 600, 256",
    "600, -1, 600, 0",
    "100, 599, 600, 0",
  })
  void aBoundaryStandsBelowWhatIsUncutAndBelowASnapshot(
      long uncut, long snapshot, long next, long boundary) {
    assertThat(new GarbagePlan(Safeguard.ALL).boundary(uncut, snapshot, next)).isEqualTo(boundary);
  }

  @Test
  void deletingWaitsUntilABoundaryIsHalfTheRetentionOld() {
    GarbagePlan plan = new GarbagePlan(Safeguard.ALL);
    List<GarbagePlan.Boundary> boundaries =
        List.of(
            new GarbagePlan.Boundary(256, NOON.minusSeconds(4000)),
            new GarbagePlan.Boundary(512, NOON.minusSeconds(1802)),
            new GarbagePlan.Boundary(768, NOON.minusSeconds(1800)));
    assertThat(plan.deleteBelow(boundaries, 1024, NOON, HOUR)).isEqualTo(512);
    assertThat(plan.deleteBelow(List.of(), 1024, NOON, HOUR)).isZero();
    assertThat(plan.deletable(new ListAnswer.Entry("k", 1, NOON.minusSeconds(3602)), NOON, HOUR))
        .isTrue();
    assertThat(plan.deletable(new ListAnswer.Entry("k", 1, NOON.minusSeconds(3600)), NOON, HOUR))
        .isFalse();
    Set<Safeguard> bold = EnumSet.complementOf(EnumSet.of(Safeguard.BOUNDARY_AGE));
    assertThat(new GarbagePlan(bold).deleteBelow(boundaries, 1024, NOON, HOUR)).isEqualTo(768);
  }

  @ParameterizedTest(name = "{0} bytes, {1} s old, hour over {2}: cut {3}")
  @CsvSource({
    "67108864, 0, false, true",
    "67108863, 299, false, false",
    "1048576, 300, false, true",
    "1048575, 300, false, false",
    "1, 3600, false, true",
    "1, 0, true, true",
  })
  void aJournalIsCutBySizeIntervalAndHour(long bytes, long age, boolean closed, boolean cut) {
    CutPolicy.Uncut uncut =
        new CutPolicy.Uncut(1, bytes, Duration.ofSeconds(age), closed, FragmentSettings.DEFAULT);
    assertThat(CutPolicy.due(List.of(uncut), Duration.ofHours(24)))
        .isEqualTo(cut ? List.of(0) : List.of());
  }

  @Test
  void somethingOlderThanTwiceTheRetentionCutsAll() {
    CutPolicy.Uncut old =
        new CutPolicy.Uncut(1, 1, Duration.ofSeconds(121), false, FragmentSettings.DEFAULT);
    CutPolicy.Uncut young =
        new CutPolicy.Uncut(2, 1, Duration.ZERO, false, FragmentSettings.DEFAULT);
    assertThat(CutPolicy.due(List.of(young, old), Duration.ofMinutes(1))).containsExactly(0, 1);
    assertThat(CutPolicy.due(List.of(young), Duration.ofMinutes(1))).isEmpty();
  }

  @ParameterizedTest(name = "last tick {0}, now {1} ms: {2}")
  @CsvSource({
    "0, 1000, 0000000003e8-0000",
    "10000000, 1000, 0000000003e8-0001",
    "10009999, 1000, 0000000003e9-0000",
    "10005000, 900, 0000000003e8-1389",
  })
  void theNextClockIsNowOrJustAboveTheLast(long lastTick, long now, String clock) {
    assertThat(HybridClock.next(lastTick, Instant.ofEpochMilli(now))).hasToString(clock);
    assertThat(HybridClock.parse(clock)).hasToString(clock);
    assertThat(HybridClock.ofTick(HybridClock.parse(clock).tick())).hasToString(clock);
  }

  @Test
  void aClockMoreThanThirtySecondsAheadIsNotAdmissible() {
    assertThat(new HybridClock(NOON.toEpochMilli() + 30_000, 0xffff).admissible(NOON)).isTrue();
    assertThat(new HybridClock(NOON.toEpochMilli() + 30_001, 0).admissible(NOON)).isFalse();
  }

  @Test
  void aStoreWhoseDateCannotBeStopsTheCommits() {
    SkippingHost host = new SkippingHost();
    Instant now = host.now();
    StoreClock clock = new StoreClock(host);
    clock.compare(now, now.minusSeconds(29));
    clock.compare(now.minusSeconds(600), now.minusSeconds(300));
    assertThatThrownBy(() -> clock.compare(now, now.minusSeconds(33)))
        .isInstanceOf(Exit.ClockSkew.class);
    assertThatThrownBy(() -> clock.compare(now, now.plusSeconds(33)))
        .isInstanceOf(Exit.ClockSkew.class);
  }

  @ParameterizedTest(name = "{0} patched by {1}: {2}")
  @CsvSource(
      delimiter = '|',
      value = { // RFC 7396, appendix A, in parts
        "{\"a\":\"b\"} | {\"a\":\"c\"} | {\"a\":\"c\"}",
        "{\"a\":\"b\"} | {\"b\":\"c\"} | {\"a\":\"b\",\"b\":\"c\"}",
        "{\"a\":\"b\"} | {\"a\":null} | {}",
        "{\"a\":[\"b\"]} | {\"a\":\"c\"} | {\"a\":\"c\"}",
        "{\"a\":{\"b\":\"c\"}} | {\"a\":{\"b\":\"d\",\"c\":null}} | {\"a\":{\"b\":\"d\"}}",
        "{\"e\":null} | {\"a\":1} | {\"e\":null,\"a\":1}",
        "[1,2] | {\"a\":\"b\",\"c\":null} | {\"a\":\"b\"}",
        "{} | {\"a\":{\"bb\":{\"ccc\":null}}} | {\"a\":{\"bb\":{}}}",
      })
  void mergePatch(String target, String patch, String result) {
    assertThat(MergePatch.apply(json(target), json(patch))).isEqualTo(json(result));
  }

  @ParameterizedTest(name = "{0} then {1}: {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"a\":{\"x\":1}} | {\"a\":{\"y\":null}} | true",
        "{\"a\":{\"x\":1}} | {\"a\":null} | true",
        "{\"a\":null} | {\"a\":{\"x\":1}} | false",
        "{\"a\":5} | {\"a\":{\"x\":1}} | false",
        "{\"a\":5} | {\"b\":{\"x\":1}} | true",
      })
  void patchesComposeWhereAPatchCanSayIt(String first, String second, boolean composable) {
    assertThat(MergePatch.composable(json(first), json(second))).isEqualTo(composable);
    if (composable) {
      String base = "{\"a\":{\"x\":0,\"y\":2},\"b\":3}";
      assertThat(MergePatch.apply(json(base), MergePatch.compose(json(first), json(second))))
          .isEqualTo(MergePatch.apply(MergePatch.apply(json(base), json(first)), json(second)));
    }
  }

  private static JsonNode json(String text) {
    return HeaderCodec.JSON.readTree(text);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"_meta\":{\"clock\":\"01a208809ff8-0001\"}} | true",
        "{\"a\":{\"_meta\":{\"clock\":\"000000000000-0000\"}},\"_meta\":{\"op\":\"c\",\"clock\":\"01a208809ff8-0001\"}} | true",
        "{\"s\":\"\\\"_meta\\\":{\",\"n\":[1,{\"x\":\"]\"}], \"_meta\" : { \"clock\" : \"01a208809ff8-0001\" } } | true",
        "{\"_meta\":{\"source\":{\"clock\":\"000000000000-0000\"},\"clock\":\"01a208809ff8-0001\"},\"z\":1} | true",
        "{\"clock\":\"01a208809ff8-0001\"} | false",
        "{\"_meta\":7,\"b\":\"01a208809ff8-0001\"} | false",
        "{\"_meta\":{\"clock\":\"short\"}} | false",
      })
  void theClockOfADocumentIsFoundAnywhereInItsMeta(String document, boolean found) {
    byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
    assertThat(MetaClock.find(bytes, 0, bytes.length))
        .isEqualTo(found ? MetaClock.pack("01a208809ff8-0001") : -1);
  }

  @Test
  void namesOfFragmentsAndLogsAreReadBack() {
    FragmentName name =
        new FragmentName(16, 0xabc, "01a208809ff8-0001", "01a208809ff9-0000", FragmentCodec.ZSTD);
    assertThat(name.path())
        .endsWith(
            "0000000000000010-0000000000000abc.01a208809ff8-0001-01a208809ff9-0000.ndjson.zst");
    assertThat(FragmentName.parse("x/" + name.path())).contains(name);
    assertThat(FragmentName.parse("x/_producers/a.capture.b.0.0")).isEmpty();
    LogName log = new LogName("n", "capture", "a.b", "2.1", 0x80000000, -1, 3);
    assertThat(log.path()).isEqualTo("n/capture/a.b/2.1/80000000-ffffffff.3");
    assertThat(LogName.parse(log.path())).isEqualTo(log);
    assertThat(LogName.rootOf(log.producer()))
        .isEqualTo(LogName.root("n", "capture", "a.b", "2.1"));
    assertThat(new LogPaths(log).record(0x1234)).endsWith("/log/0000000000001/0000000000001234");
  }
}
