package dev.firth.journals.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firth.journals.host.VirtualHost;
import dev.firth.journals.read.InProcessTails;
import dev.firth.journals.read.Tails.Tail;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who waits for a record is told when its ring ends: the last record may be in the store only. */
@Timeout(20)
class TailsTest {
  private static final LogName LOG = new LogName("n", "capture", "a", "0.0", 0, -1, 0);
  private static final Duration LONG = Duration.ofMinutes(5);

  private final VirtualHost host = new VirtualHost();
  private final InProcessTails tails = new InProcessTails(host);
  private final Ring ring = ring(3);

  private static Ring ring(long next) {
    return new Ring(
        1 << 20,
        next,
        new Lanes() {
          @Override
          public Map<JournalName, Long> ends() {
            return Map.of();
          }

          @Override
          public int number(JournalName journal) {
            return -1;
          }
        });
  }

  private Tail open() {
    tails.opened(LOG, ring);
    return Objects.requireNonNull(tails.open(LOG, journal -> true));
  }

  @Test
  void aWaitEndsWithTheRing() throws InterruptedException {
    Tail tail = open();
    var waits = host.channel(1);
    var ended = host.channel(1);
    host.fork(
        "reader",
        () -> {
          waits.offer(true);
          ended.offer(tail.await(3, LONG));
        });
    waits.receive();
    tails.closed(LOG, ring);
    assertThat(ended.receive()).isEqualTo(false);
    assertThat(tail.head()).isEqualTo(-1);
  }

  @Test
  void aRingThatEndedJustBeforeIsNotWaitedFor() throws InterruptedException {
    Tail tail = open();
    tails.closed(LOG, ring);
    assertThat(tail.await(3, LONG)).isFalse();
  }
}
