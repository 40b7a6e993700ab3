package dev.firth.journals.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firth.embedded.EmbeddedStore;
import dev.firth.journals.host.VirtualHost;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The words that a person sees about a store that must not be used. */
class PreflightTest {
  private final MemoryLogStore memory = new MemoryLogStore(InstantSource.system());

  private static void check(LogStore store) throws InterruptedException {
    Preflight.check(store, "Store s3://acme/prod/", new Random(1));
  }

  /** A store in memory with one answer changed. */
  private class Changed implements LogStore {
    @Override
    public PutAnswer putIfAbsent(String key, List<ByteBuffer> body) throws InterruptedException {
      return memory.putIfAbsent(key, body);
    }

    @Override
    public PutAnswer put(String key, byte[] body) {
      return memory.put(key, body);
    }

    @Override
    public GetAnswer get(String key) throws InterruptedException {
      return memory.get(key);
    }

    @Override
    public GetAnswer get(String key, long offset, long length) {
      return memory.get(key, offset, length);
    }

    @Override
    public HeadAnswer head(String key) {
      return memory.head(key);
    }

    @Override
    public ListAnswer list(String prefix, @Nullable String startAfter, int max) {
      return memory.list(prefix, startAfter, max);
    }

    @Override
    public DeleteAnswer delete(String key) {
      return memory.delete(key);
    }
  }

  @Test
  void passesAStoreThatCreatesAtomicallyAndLeavesItAsItWas() throws Exception {
    check(memory);
    assertThat(((ListAnswer.Listed) memory.list("", null, 10)).entries()).isEmpty();
  }

  @Test
  void refusesAStoreThatIgnoresTheCondition() {
    LogStore careless =
        new Changed() {
          @Override
          public PutAnswer putIfAbsent(String key, List<ByteBuffer> body) {
            return memory.put(key, MemoryLogStore.join(body));
          }
        };
    assertThatThrownBy(() -> check(careless))
        .hasMessage(
            "Store s3://acme/prod/ does not create objects atomically: 8 of 8 writers created the"
                + " same object. Committed data could be lost there. Use AWS S3, MinIO, or `firth"
                + " store`.");
  }

  /** Looks first and writes then, as S3Proxy 3, S3Mock and others do: writers at once all win. */
  @Test
  void refusesAStoreThatLooksFirstAndWritesThen() {
    CyclicBarrier allLooked = new CyclicBarrier(8);
    LogStore racy =
        new Changed() {
          @Override
          public PutAnswer putIfAbsent(String key, List<ByteBuffer> body)
              throws InterruptedException {
            boolean exists = memory.get(key) instanceof GetAnswer.Found;
            try {
              allLooked.await();
            } catch (java.util.concurrent.BrokenBarrierException e) {
              throw new IllegalStateException(e);
            }
            return exists
                ? new PutAnswer.Exists(Instant.now())
                : memory.put(key, MemoryLogStore.join(body));
          }
        };
    assertThatThrownBy(() -> check(racy))
        .hasMessageContaining("does not create objects atomically: 8 of 8 writers");
  }

  @Test
  void refusesAStoreThatDoesNotKnowTheCondition() {
    LogStore old =
        new Changed() {
          @Override
          public PutAnswer putIfAbsent(String key, List<ByteBuffer> body) {
            return new PutAnswer.Unknown(501, "HTTP 501 NotImplemented");
          }
        };
    assertThatThrownBy(() -> check(old))
        .hasMessageContaining("it does not know If-None-Match (HTTP 501 NotImplemented)");
  }

  @Test
  void refusesAStoreThatIsReadOnly() {
    LogStore readOnly =
        new Changed() {
          @Override
          public PutAnswer putIfAbsent(String key, List<ByteBuffer> body) {
            return new PutAnswer.Refused(403, "AccessDenied", "HTTP 403 AccessDenied");
          }
        };
    assertThatThrownBy(() -> check(readOnly))
        .hasMessage(
            "Store s3://acme/prod/ is read-only for us (HTTP 403 AccessDenied). Allow s3:PutObject"
                + " and s3:DeleteObject to this access key.");
  }

  @Test
  void refusesAStoreWithoutAClock() {
    LogStore timeless =
        new Changed() {
          @Override
          public ListAnswer list(String prefix, @Nullable String startAfter, int max) {
            return new ListAnswer.Listed(List.of(), false, Instant.EPOCH);
          }
        };
    assertThatThrownBy(() -> check(timeless)).hasMessageContaining("tells no time");
  }

  @Test
  void saysWhatAnUnreachableStoreNeeds() {
    S3Credentials key = new S3Credentials.Fixed("id", "secret-word");
    S3LogStore.Waits waits =
        new S3LogStore.Waits(
            java.time.Duration.ofSeconds(1),
            java.time.Duration.ofSeconds(1),
            java.time.Duration.ofMillis(1));
    S3Location nowhere =
        new S3Location(
            java.util.Optional.of(URI.create("http://127.0.0.1:1")), "acme", "", "eu-west-1", true);
    try (S3LogStore store = S3LogStore.open(nowhere, key, waits, new VirtualHost())) {
      assertThatThrownBy(() -> Preflight.check(store, new Random(1)))
          .hasMessageStartingWith(
              "Store s3://acme/ at http://127.0.0.1:1 cannot be reached (no answer: ")
          .hasMessageEndingWith("Check the endpoint, and that it is running.")
          .hasMessageNotContaining("secret-word");
    }
  }

  @Test
  void saysThatABucketIsMissingOrAKeyIsWrong(@TempDir Path folder) throws Exception {
    try (EmbeddedStore server = EmbeddedStore.start(EmbeddedStore.Options.of(folder))) {
      String id = server.accessKey().id();
      S3Credentials right = new S3Credentials.Fixed(id, server.accessKey().secret());
      S3Credentials wrong = new S3Credentials.Fixed(id, "wrong-word");
      try (S3LogStore store = TestStores.open(server.endpoint(), "absent", "a/", right)) {
        assertThatThrownBy(() -> Preflight.check(store, new Random(1)))
            .hasMessage(
                "Store s3://absent/a/ at "
                    + server.endpoint()
                    + " does not exist: there is no such bucket. Create it, or correct the"
                    + " bucket's name.");
      }
      try (S3LogStore store = TestStores.open(server.endpoint(), "firth", "", wrong)) {
        assertThatThrownBy(() -> Preflight.check(store, new Random(1)))
            .hasMessageContaining("refuses our credentials (SignatureDoesNotMatch)")
            .hasMessageNotContaining("wrong-word");
      }
      try (S3LogStore store = TestStores.open(server.endpoint(), "firth", "a/", right)) {
        Preflight.Passed passed = Preflight.check(store, new Random(1));
        assertThat(passed.embedded()).isTrue();
        assertThat(passed.warnings()).isEmpty();
        assertThat(passed.defaultMaxRate()).isEqualTo(200);
      }
    }
  }

  @Test
  void judgesTheRulesOfABucket() {
    BucketRules.Rule lake = new BucketRules.Rule("lake", "prod/collections/", true, false);
    BucketRules.Rule all = new BucketRules.Rule("all", "", true, false);
    BucketRules.Rule deep = new BucketRules.Rule("deep", "prod/shards/acme/", true, false);
    BucketRules.Rule old = new BucketRules.Rule("old", "prod/", false, true);
    assertThat(Preflight.judge("S", "prod/", new BucketRules(false, List.of(lake)))).isEmpty();
    assertThatThrownBy(() -> Preflight.judge("S", "prod/", new BucketRules(false, List.of(all))))
        .hasMessage(
            "S: Lifecycle rule \"all\" expires objects under the whole bucket, where logs are kept"
                + " that must not vanish. Remove the rule, or limit it to prod/collections/.");
    assertThatThrownBy(() -> Preflight.judge("S", "prod/", new BucketRules(false, List.of(deep))))
        .hasMessageContaining("Lifecycle rule \"deep\"");
    assertThat(Preflight.judge("S", "prod/", new BucketRules(true, List.of()))).hasSize(1);
    assertThatCode(() -> Preflight.judge("S", "prod/", new BucketRules(true, List.of(old))))
        .doesNotThrowAnyException();
    assertThat(Preflight.judge("S", "prod/", new BucketRules(true, List.of(old)))).isEmpty();
  }
}
