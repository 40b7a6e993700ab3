package dev.firth.cli.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class EarlyTest {
  private final CompletableFuture<String> givenBack = new CompletableFuture<>();

  @Test
  void whatIsTakenIsTheCallersToClose() throws Exception {
    try (var early = Early.begin("test", () -> "store", givenBack::complete)) {
      assertThat(early.take()).isEqualTo("store");
    }
    assertThat(givenBack).isNotDone();
  }

  @Test
  void whatIsOpenIsGivenBackOnce() throws Exception {
    var times = new AtomicInteger();
    var opened = new CountDownLatch(1);
    var early =
        Early.begin(
            "test",
            () -> {
              opened.countDown();
              return "store";
            },
            _ -> {
              times.incrementAndGet();
              givenBack.complete("store");
            });
    opened.await();
    early.close();
    early.close();
    assertThat(givenBack.get(10, TimeUnit.SECONDS)).isEqualTo("store");
    assertThat(times).hasValue(1);
  }

  @Test
  void whatOpensAfterTheEndIsGivenBackThen() throws Exception {
    var begun = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    var early =
        Early.begin(
            "test",
            () -> {
              begun.countDown();
              awaitWhateverHappens(goOn);
              return "store";
            },
            givenBack::complete);
    begun.await();
    early.close();
    assertThat(givenBack).isNotDone();
    goOn.countDown();
    assertThat(givenBack.get(10, TimeUnit.SECONDS)).isEqualTo("store");
    assertThatThrownBy(early::take).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void whatFailsToOpenSaysWhy() throws Exception {
    try (var early =
        Early.<String>begin(
            "test",
            () -> {
              throw new IOException("no such bucket");
            },
            givenBack::complete)) {
      assertThatThrownBy(early::take)
          .isInstanceOf(ExecutionException.class)
          .hasRootCauseMessage("no such bucket");
    }
  }

  /** As a request that nothing interrupts. */
  private static void awaitWhateverHappens(CountDownLatch latch) {
    while (latch.getCount() > 0) {
      try {
        latch.await();
      } catch (InterruptedException again) {
        continue;
      }
    }
  }
}
