package dev.firth.journals.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firth.journals.fragment.FragmentCodec;
import dev.firth.journals.fragment.FragmentName;
import dev.firth.journals.log.HybridClock;
import dev.firth.journals.log.JournalName;
import dev.firth.journals.log.LogPaths;
import dev.firth.journals.log.Logs;
import dev.firth.journals.store.ForwardingLogStore;
import dev.firth.journals.store.ListAnswer;
import dev.firth.journals.store.LogStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
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
      logs.store.put(key(i), new byte[BYTES]);
    }
  }

  private static String key(int minute) {
    String clock = at(minute).toString();
    FragmentName name =
        new FragmentName(
            (long) minute * BYTES, (minute + 1L) * BYTES, clock, clock, FragmentCodec.NONE);
    return LogPaths.lane(ORDERS, Logs.CAPTURE) + name.path();
  }

  private static HybridClock at(int minute) {
    return new HybridClock(BEGIN.plus(Duration.ofMinutes(minute)).toEpochMilli(), 0);
  }

  /**
   * @param after the minute up to which was read; below 0: nothing was
   * @param before where what was read ends; below 0: nothing is to be said of it
   * @param next where the lane goes on above {@code upTo}; below 0: it does not
   */
  @ParameterizedTest
  @CsvSource({
    "-1, 2499, -1, 2500, -1",
    "0, 2499, 100, 2499, -1",
    "1199, 2499, 120000, 1300, -1",
    "1999, 1999, 200000, 0, 200000",
    "2498, 2499, 249900, 1, -1",
    "2499, 2499, 250000, 0, -1",
    "9999, 9999, 250000, 0, -1",
    "-1, 99, -1, 100, 10000",
  })
  void whereALaneGoesOn(int after, int upTo, long before, int found, long next) throws Exception {
    LaneListing.Lane lane = lane(logs.store, after, upTo);
    assertThat(lane.before()).isEqualTo(optional(before));
    assertThat(lane.fragments()).hasSize(found);
    assertThat(lane.next()).isEqualTo(optional(next));
  }

  @Test
  void aHoleAboveWhatIsWantedIsSeen() throws Exception {
    logs.store.delete(key(100));
    assertThat(lane(logs.store, -1, 99).next()).isEqualTo(optional(101 * BYTES));
    assertThat(lane(logs.store, 99, 99).next()).isEqualTo(optional(101 * BYTES));
  }

  @Test
  void aFragmentThatCameWhilePagesWereListedIsNoHole() throws Exception {
    logs.store.delete(key(100));
    ForwardingLogStore late =
        new ForwardingLogStore() {
          @Override
          public LogStore store() {
            return logs.store;
          }

          @Override
          public ListAnswer list(String prefix, @Nullable String startAfter, int max)
              throws InterruptedException {
            ListAnswer answer = logs.store.list(prefix, startAfter, max);
            logs.store.put(key(100), new byte[BYTES]);
            return answer;
          }
        };
    assertThat(lane(late, -1, 99).next()).isEqualTo(optional(100 * BYTES));
  }

  private static LaneListing.Lane lane(LogStore store, int after, int upTo) throws Exception {
    LaneListing listing =
        new LaneListing(
            store, Logs.ORDERS, Logs.CAPTURE, after < 0 ? HybridClock.ZERO : at(after), at(upTo));
    return Objects.requireNonNull(listing.list(partition -> true).orElseThrow().get(ORDERS));
  }

  private static OptionalLong optional(long value) {
    return value < 0 ? OptionalLong.empty() : OptionalLong.of(value);
  }
}
