package dev.firth.journals.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every store must do, whatever stands behind it. */
abstract class LogStoreContract {
  /** The store under test, empty below every prefix that a test uses. */
  abstract LogStore store() throws Exception;

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  @Test
  void createsOnceAndKeepsTheFirstBytes() throws Exception {
    LogStore store = store();
    assertThat(store.putIfAbsent("once/a", bytes("first"))).isInstanceOf(PutAnswer.Created.class);
    assertThat(store.putIfAbsent("once/a", bytes("second"))).isInstanceOf(PutAnswer.Exists.class);
    assertThat(store.get("once/a"))
        .isInstanceOfSatisfying(
            GetAnswer.Found.class, found -> assertThat(found.bytes()).isEqualTo(bytes("first")));
  }

  @Test
  void joinsTheBuffersOfABodyAndLeavesThemAsTheyWere() throws Exception {
    LogStore store = store();
    ByteBuffer middle = ByteBuffer.wrap(bytes("-middle-")).position(1).limit(7);
    store.putIfAbsent(
        "joined/a", List.of(ByteBuffer.wrap(bytes("a ")), middle, ByteBuffer.wrap(bytes(" z"))));
    assertThat(((GetAnswer.Found) store.get("joined/a")).bytes()).isEqualTo(bytes("a middle z"));
    assertThat(middle.position()).isEqualTo(1);
  }

  @Test
  void takesKeysOfAnyPrintableAscii() throws Exception {
    LogStore store = store();
    for (String key : List.of("odd/a+b", "odd/c=d&e", "odd/f g", "odd/h%2Fi", "odd/(j)*'!~@:$,;")) {
      assertThat(store.putIfAbsent(key, bytes(key))).as(key).isInstanceOf(PutAnswer.Created.class);
      assertThat(store.putIfAbsent(key, bytes(""))).as(key).isInstanceOf(PutAnswer.Exists.class);
      assertThat(((GetAnswer.Found) store.get(key)).bytes()).as(key).isEqualTo(bytes(key));
    }
  }

  @Test
  void storesNothingAndMuch() throws Exception {
    LogStore store = store();
    byte[] much = new byte[3 << 20];
    new Random(7).nextBytes(much);
    assertThat(store.putIfAbsent("sizes/none", new byte[0])).isInstanceOf(PutAnswer.Created.class);
    assertThat(store.putIfAbsent("sizes/much", much)).isInstanceOf(PutAnswer.Created.class);
    assertThat(((GetAnswer.Found) store.get("sizes/none")).bytes()).isEmpty();
    assertThat(((GetAnswer.Found) store.get("sizes/much")).bytes()).isEqualTo(much);
    assertThat(((HeadAnswer.Found) store.head("sizes/much")).size()).isEqualTo(much.length);
  }

  @Test
  void readsParts() throws Exception {
    LogStore store = store();
    store.putIfAbsent("parts/a", bytes("0123456789"));
    GetAnswer.Found part = (GetAnswer.Found) store.get("parts/a", 2, 3);
    assertThat(part.bytes()).isEqualTo(bytes("234"));
    assertThat(part.size()).isEqualTo(10);
    assertThat(((GetAnswer.Found) store.get("parts/a", 8, 100)).bytes()).isEqualTo(bytes("89"));
    assertThat(store.get("parts/a", 10, 1))
        .isInstanceOfSatisfying(
            GetAnswer.Failed.class, failed -> assertThat(failed.status()).isEqualTo(416));
    assertThat(store.get("parts/none", 0, 1)).isInstanceOf(GetAnswer.Missing.class);
  }

  @Test
  void saysWhatIsMissing() throws Exception {
    LogStore store = store();
    assertThat(store.get("missing/a")).isInstanceOf(GetAnswer.Missing.class);
    assertThat(store.head("missing/a")).isInstanceOf(HeadAnswer.Missing.class);
    assertThat(store.delete("missing/a")).isInstanceOf(DeleteAnswer.Deleted.class);
    assertThat(((ListAnswer.Listed) store.list("missing/", null, 10)).entries()).isEmpty();
  }

  @Test
  void forgetsADeletedName() throws Exception {
    LogStore store = store();
    store.putIfAbsent("forgotten/a", bytes("first"));
    assertThat(store.delete("forgotten/a")).isInstanceOf(DeleteAnswer.Deleted.class);
    assertThat(store.get("forgotten/a")).isInstanceOf(GetAnswer.Missing.class);
    assertThat(store.putIfAbsent("forgotten/a", bytes("second")))
        .isInstanceOf(PutAnswer.Created.class);
    assertThat(((GetAnswer.Found) store.get("forgotten/a")).bytes()).isEqualTo(bytes("second"));
  }

  @Test
  void replaces() throws Exception {
    LogStore store = store();
    assertThat(store.put("replaced/a", bytes("one"))).isInstanceOf(PutAnswer.Created.class);
    assertThat(store.put("replaced/a", bytes("two"))).isInstanceOf(PutAnswer.Created.class);
    assertThat(((GetAnswer.Found) store.get("replaced/a")).bytes()).isEqualTo(bytes("two"));
  }

  @Test
  void listsInKeyOrderFromAStartInPages() throws Exception {
    LogStore store = store();
    List<String> keys =
        new ArrayList<>(IntStream.range(0, 25).mapToObj("listed/x/%03d"::formatted).toList());
    keys.addAll(List.of("listed/a=b c/d", "listed/x%2Fy", "listed/x+y", "listed/X"));
    for (String key : keys) {
      store.putIfAbsent(key, bytes(key));
    }
    store.putIfAbsent("listedbeside/a", bytes("no"));
    keys.sort(Comparator.naturalOrder());
    assertThat(names(store.list("listed/", null, 1_000))).isEqualTo(keys);
    assertThat(names(store.list("listed/x/", "listed/x/009", 5)))
        .isEqualTo(IntStream.range(10, 15).mapToObj("listed/x/%03d"::formatted).toList());
    assertThat(((ListAnswer.Listed) store.list("listed/x/", "listed/x/009", 5)).more()).isTrue();
    assertThat(((ListAnswer.Listed) store.list("listed/x/", "listed/x/019", 5)).more()).isFalse();
    assertThat(((ListAnswer.Listed) store.list("listed/x/", null, 1)).entries().getFirst().size())
        .isEqualTo("listed/x/000".length());
  }

  private static List<String> names(ListAnswer answer) {
    return ((ListAnswer.Listed) answer).entries().stream().map(ListAnswer.Entry::key).toList();
  }

  @Test
  void tellsItsOwnTime() throws Exception {
    LogStore store = store();
    Instant created = ((PutAnswer.Created) store.putIfAbsent("time/a", bytes("x"))).storeDate();
    GetAnswer.Found found = (GetAnswer.Found) store.get("time/a");
    HeadAnswer.Found head = (HeadAnswer.Found) store.head("time/a");
    ListAnswer.Listed listed = (ListAnswer.Listed) store.list("time/", null, 1);
    Duration slack = Duration.ofMinutes(1);
    assertThat(
            List.of(found.storeDate(), found.lastModified(), head.storeDate(), head.lastModified()))
        .allSatisfy(at -> assertThat(at).isBetween(created.minus(slack), created.plus(slack)));
    assertThat(listed.entries().getFirst().lastModified())
        .isBetween(created.minus(slack), created.plus(slack));
    assertThat(((GetAnswer.Missing) store.get("time/none")).storeDate())
        .isAfter(created.minus(slack));
    assertThat(((PutAnswer.Exists) store.putIfAbsent("time/a", bytes("y"))).storeDate())
        .isAfter(created.minus(slack));
  }

  @Test
  void ofManyWritersOneCreates() throws Exception {
    LogStore store = store();
    int writers = 8;
    int rounds = 25;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int round = 0; round < rounds; round++) {
        String key = "race/" + round;
        CountDownLatch start = new CountDownLatch(1);
        List<Future<PutAnswer>> answers = new ArrayList<>();
        for (int w = 0; w < writers; w++) {
          byte[] body = new byte[2_000];
          Arrays.fill(body, (byte) w);
          Callable<PutAnswer> write =
              () -> {
                start.await();
                return store.putIfAbsent(key, body);
              };
          answers.add(threads.submit(write));
        }
        start.countDown();
        int winner = -1;
        for (int w = 0; w < writers; w++) {
          if (answers.get(w).get() instanceof PutAnswer.Created) {
            assertThat(winner).as("a second winner of %s", key).isEqualTo(-1);
            winner = w;
          }
        }
        byte[] stored = ((GetAnswer.Found) store.get(key)).bytes();
        assertThat(stored).hasSize(2_000).containsOnly((byte) winner);
      }
    }
  }
}
