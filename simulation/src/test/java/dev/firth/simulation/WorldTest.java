package dev.firth.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firth.journals.host.Channel;
import dev.firth.journals.host.ChannelClosed;
import dev.firth.journals.host.Host;
import dev.firth.journals.store.LogStore;
import dev.firth.journals.store.PutAnswer;
import dev.firth.simulation.store.SimStore;
import dev.firth.simulation.store.StoreFaults;
import dev.firth.simulation.world.SimProcess;
import dev.firth.simulation.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class WorldTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private static List<String> interleaved(long seed) throws Throwable {
    World world = new World(seed);
    List<String> seen = new ArrayList<>();
    world.run(
        () -> {
          SimProcess process = world.process("p");
          Channel<Integer> channel = process.channel(2);
          List<Host.Fork> forks = new ArrayList<>();
          for (int f = 0; f < 3; f++) {
            int id = f;
            forks.add(
                process.run(
                    "f" + f,
                    () -> {
                      for (int i = 0; i < 5; i++) {
                        channel.send(id * 100 + i);
                        process.sleep(Duration.ofMillis(process.random().nextInt(3)));
                      }
                    }));
          }
          process.run(
              "r",
              () -> {
                while (true) {
                  seen.add(channel.receive() + "@" + world.nanos());
                }
              });
          for (Host.Fork fork : forks) {
            fork.join();
          }
        },
        LIMIT);
    return seen;
  }

  @Test
  void oneSeedIsOneHistory() throws Throwable {
    assertThat(interleaved(7)).hasSizeGreaterThan(12).isEqualTo(interleaved(7));
    assertThat(interleaved(7)).isNotEqualTo(interleaved(8));
  }

  @Test
  void timeJumpsToTheNextTimer() throws Throwable {
    World world = new World(1);
    long started = System.nanoTime();
    world.run(
        () -> {
          SimProcess process = world.process("p");
          Host.Fork fork = process.run("sleeper", () -> process.sleep(Duration.ofDays(30)));
          fork.join();
          assertThat(world.time()).isEqualTo(World.EPOCH.plus(Duration.ofDays(30)));
        },
        LIMIT);
    assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void theDeadNeverRunAgain() throws Throwable {
    World world = new World(2);
    List<String> seen = new ArrayList<>();
    world.run(
        () -> {
          SimProcess director = world.process("d");
          SimProcess process = world.process("p");
          Channel<Integer> channel = director.channel(1);
          process.run(
              "loop",
              () -> {
                try {
                  while (true) {
                    seen.add("alive");
                    process.sleep(Duration.ofSeconds(1));
                  }
                } finally {
                  channel.offer(1);
                }
              });
          director.sleep(Duration.ofMillis(3500));
          process.kill();
          director.sleep(Duration.ofSeconds(10));
          assertThat(channel.size()).isZero();
        },
        LIMIT);
    assertThat(seen).hasSize(4);
  }

  @Test
  void aFrozenProcessMissesTime() throws Throwable {
    World world = new World(3);
    world.run(
        () -> {
          SimProcess director = world.process("d");
          SimProcess process = world.process("p");
          List<Instant> woken = new ArrayList<>();
          long[] monotonic = new long[2];
          Host.Fork fork =
              process.run(
                  "sleeper",
                  () -> {
                    monotonic[0] = process.nanoTime();
                    process.sleep(Duration.ofSeconds(1));
                    woken.add(process.now());
                    monotonic[1] = process.nanoTime();
                  });
          director.sleep(Duration.ofMillis(500));
          process.freeze(Duration.ofMinutes(1), true);
          fork.join();
          assertThat(woken).containsExactly(World.EPOCH.plusMillis(60_500));
          assertThat(monotonic[1] - monotonic[0]).isEqualTo(Duration.ofMillis(500).toNanos());
        },
        LIMIT);
  }

  @Test
  void cancellingInterruptsWhatAForkWaitsIn() throws Throwable {
    World world = new World(4);
    world.run(
        () -> {
          SimProcess process = world.process("p");
          Channel<String> channel = process.channel(1);
          List<String> seen = new ArrayList<>();
          Host.Fork fork =
              process.run(
                  "waiter",
                  () -> {
                    try {
                      channel.receive();
                    } catch (InterruptedException e) {
                      seen.add("interrupted");
                      throw e;
                    }
                  });
          process.sleep(Duration.ofMillis(1));
          fork.cancel();
          fork.join();
          assertThat(seen).containsExactly("interrupted");
          assertThat(fork.failure()).isEmpty();
          channel.close();
          assertThatThrownBy(channel::receive).isInstanceOf(ChannelClosed.class);
        },
        LIMIT);
  }

  @Test
  void aRequestIsExecutedThoughItsSenderDies() throws Throwable {
    World world = new World(5);
    SimStore store = new SimStore(world, StoreFaults.none());
    world.run(
        () -> {
          SimProcess director = world.process("d");
          SimProcess process = world.process("p");
          LogStore client = store.of(process);
          process.run("writer", () -> client.putIfAbsent("a/b", new byte[] {1}));
          director.sleep(Duration.ofMillis(2));
          process.kill();
          director.sleep(Duration.ofSeconds(1));
          assertThat(store.objects()).containsKey("a/b");
          assertThat(store.of(director).putIfAbsent("a/b", new byte[] {2}))
              .isInstanceOf(PutAnswer.Exists.class);
        },
        LIMIT);
  }

  /** A full machine makes worlds slow, which is no fault of theirs. */
  @Test
  void aWorldThatTakesLongIsNotTakenForOneThatHangs() throws Throwable {
    Duration standstill = Duration.ofMillis(500);
    World world = new World(1);
    long end = System.nanoTime() + standstill.multipliedBy(3).toNanos();
    world.run(
        () -> {
          SimProcess process = world.process("p");
          while (System.nanoTime() < end) {
            process.sleep(Duration.ofMillis(1));
          }
        },
        standstill);
    assertThat(world.nanos()).isPositive();
  }

  @Test
  void aWorldThatHangsIsNoticed() {
    World world = new World(1);
    CountDownLatch never = new CountDownLatch(1);
    assertThatThrownBy(() -> world.run(never::await, Duration.ofMillis(20)))
        .hasMessageContaining("hangs in real time");
    never.countDown();
  }
}
