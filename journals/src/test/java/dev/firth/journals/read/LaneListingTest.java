package dev.firth.journals.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firth.journals.fragment.FragmentCodec;
import dev.firth.journals.fragment.FragmentName;
import dev.firth.journals.log.HybridClock;
import dev.firth.journals.log.JournalName;
import dev.firth.journals.log.LogPaths;
import dev.firth.journals.log.Logs;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is found of a lane of more fragments than a listing has on a page: one a minute. */
class LaneListingTest {
  private static final int FRAGMENTS = 2_500;
  private static final int BYTES = 100;
  private static final Instant BEGIN = Instant.parse("2026-11-23T00:00:10Z");
  private static final JournalName ORDERS = Logs.ORDERS.journal("");

  private final Logs logs = new Logs();

  @BeforeEach
  void aFragmentAMinute() {
    for (int i = 0; i < FRAGMENTS; i++) {
      String clock = at(i).toString();
      FragmentName name =
          new FragmentName((long) i * BYTES, (i + 1L) * BYTES, clock, clock, FragmentCodec.NONE);
      logs.store.put(LogPaths.lane(ORDERS, Logs.CAPTURE) + name.path(), new byte[BYTES]);
    }
  }

  private static HybridClock at(int minute) {
    return new HybridClock(BEGIN.plus(Duration.ofMinutes(minute)).toEpochMilli(), 0);
  }

  /**
   * @param after the minute up to which was read; below 0: nothing was
   * @param before where what was read ends; below 0: nothing is to be said of it
   */
  @ParameterizedTest
  @CsvSource({
    "-1, 2499, -1, 2500",
    "0, 2499, 100, 2499",
    "1199, 2499, 120000, 1300",
    "1999, 1999, 200000, 0",
    "2498, 2499, 249900, 1",
    "2499, 2499, 250000, 0",
    "9999, 9999, 250000, 0",
  })
  void whereALaneGoesOn(int after, int upTo, long before, int found) throws Exception {
    LaneListing listing =
        new LaneListing(
            logs.store,
            Logs.ORDERS,
            Logs.CAPTURE,
            after < 0 ? HybridClock.ZERO : at(after),
            at(upTo));
    LaneListing.Lane lane =
        Objects.requireNonNull(listing.list(partition -> true).orElseThrow().get(ORDERS));
    assertThat(lane.before())
        .isEqualTo(before < 0 ? OptionalLong.empty() : OptionalLong.of(before));
    assertThat(lane.fragments()).hasSize(found);
  }
}
