package dev.firth.journals.store;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;

/**
 * Tries a store before anything is trusted to it. A store that lets two writers create one object
 * would lose committed data without a sign, so it is found here, by letting eight writers race.
 */
public final class Preflight {
  private static final int WRITERS = 8;
  private static final int ROUNDS = 6;

  /** Of our own store, whose code is known: what stands between us and it is still tried. */
  private static final int ROUNDS_EMBEDDED = 1;

  /**
   * A store that may be used.
   *
   * @param embedded whether it is our embedded store
   * @param express whether it is a bucket of S3 Express
   * @param warnings sentences for the person who runs Firth
   */
  public record Passed(boolean embedded, boolean express, List<String> warnings) {
    public Passed {
      warnings = List.copyOf(warnings);
    }

    /** Transactions a second of one task, where its spec sets none (log.md 2). */
    public double defaultMaxRate() {
      return embedded || express ? 200 : 10;
    }
  }

  private final LogStore store;
  private final String name;
  private final String prefix;
  private final String folder;

  private Preflight(LogStore store, String name, String prefix, RandomGenerator random) {
    this.store = store;
    this.name = name;
    this.prefix = prefix;
    this.folder = "preflight/%016x/".formatted(random.nextLong());
  }

  /**
   * Checks a store; it is left as it was.
   *
   * @throws StoreException if it must not be used; the message says why and what to do
   */
  public static Passed check(S3LogStore store, RandomGenerator random) throws InterruptedException {
    S3Location location = store.location();
    var preflight = new Preflight(store, "Store " + location, location.prefix(), random);
    preflight.reachable();
    preflight.race(store.embedded() ? ROUNDS_EMBEDDED : ROUNDS);
    BucketRules rules =
        store.embedded() ? BucketRules.NONE : S3BucketRules.of(store.client(), location.bucket());
    return new Passed(
        store.embedded(), location.express(), judge("Store " + location, location.prefix(), rules));
  }

  /**
   * Checks only what the contract shows.
   *
   * @param name what messages call the store
   */
  static void check(LogStore store, String name, RandomGenerator random)
      throws InterruptedException {
    var preflight = new Preflight(store, name, "", random);
    preflight.reachable();
    preflight.race(ROUNDS);
  }

  /** What a bucket's own rules mean: a refusal, or warnings. */
  static List<String> judge(String name, String prefix, BucketRules rules) {
    String logs = prefix + "shards/";
    rules
        .expiring(logs)
        .ifPresent(
            rule -> {
              throw new StoreException(
                  name
                      + ": Lifecycle rule \""
                      + rule.id()
                      + "\" expires objects under "
                      + (rule.prefix().isEmpty() ? "the whole bucket" : rule.prefix())
                      + ", where logs are kept that must not vanish. Remove the rule, or limit it"
                      + " to "
                      + prefix
                      + "collections/.");
            });
    return rules.keepsOldVersions(logs)
        ? List.of(
            name
                + " keeps old versions for ever: deleted log objects stay and are paid for. Add a"
                + " lifecycle rule that expires noncurrent versions under "
                + logs
                + ".")
        : List.of();
  }

  private void race(int rounds) throws InterruptedException {
    List<String> keys = new ArrayList<>();
    try {
      for (int round = 0; round < rounds; round++) {
        String key = folder + round;
        keys.add(key);
        race(key);
      }
    } finally {
      for (String key : keys) {
        store.delete(key);
      }
    }
  }

  private void reachable() throws InterruptedException {
    switch (store.list("preflight/", null, 1)) {
      case ListAnswer.Failed(int status, String code, String why) ->
          throw unusable(status, code, why);
      case ListAnswer.Listed listed -> {
        if (listed.storeDate().equals(Instant.EPOCH)) {
          throw new StoreException(
              name
                  + " tells no time: its answers have no Date header, by which Firth notices a"
                  + " wrong clock. Let the proxy in front of it pass the header on.");
        }
      }
    }
  }

  private StoreException unusable(int status, String code, String why) {
    String what =
        switch (code) {
          case "NoSuchBucket" ->
              "does not exist: there is no such bucket. Create it, or correct the bucket's name.";
          case "InvalidAccessKeyId", "SignatureDoesNotMatch", "InvalidToken", "ExpiredToken" ->
              "refuses our credentials (" + code + "). Correct the access key and its secret.";
          case "AccessDenied", "AllAccessDisabled" ->
              "may not be read (AccessDenied). Allow s3:ListBucket, s3:GetObject, s3:PutObject and"
                  + " s3:DeleteObject to this access key.";
          case "PermanentRedirect", "AuthorizationHeaderMalformed" ->
              "lies in another region (" + why + "). Correct the region.";
          case "NoCredentials" -> "cannot be used. " + why;
          default ->
              status == 0
                  ? "cannot be reached (" + why + "). Check the endpoint, and that it is running."
                  : "failed (" + why + "). Check the endpoint and the store's own log.";
        };
    return new StoreException(name + " " + what);
  }

  private void race(String key) throws InterruptedException {
    List<byte[]> bodies = new ArrayList<>();
    for (int writer = 0; writer < WRITERS; writer++) {
      bodies.add((key + " by writer " + writer).getBytes(StandardCharsets.UTF_8));
    }
    List<PutAnswer> answers = putAtOnce(key, bodies);
    for (PutAnswer answer : answers) {
      if (answer instanceof PutAnswer.Refused(int status, String code, String why)) {
        throw notWritable(status, code, why);
      }
      if (answer instanceof PutAnswer.Unknown(int status, String why) && status == 501) {
        throw notAtomic("it does not know If-None-Match (" + why + ")");
      }
    }
    List<Integer> winners = new ArrayList<>();
    for (int writer = 0; writer < WRITERS; writer++) {
      if (answers.get(writer) instanceof PutAnswer.Created) {
        winners.add(writer);
      }
    }
    if (winners.size() > 1) {
      throw notAtomic(winners.size() + " of " + WRITERS + " writers created the same object");
    }
    judgeStored(key, bodies, winners, answers);
  }

  private void judgeStored(
      String key, List<byte[]> bodies, List<Integer> winners, List<PutAnswer> answers)
      throws InterruptedException {
    switch (store.get(key)) {
      case GetAnswer.Found found -> {
        if (bodies.stream().noneMatch(body -> Arrays.equals(body, found.bytes()))) {
          throw new StoreException(
              name
                  + " does not give back what was written. Use a store that keeps bytes as they"
                  + " are.");
        }
        if (!winners.isEmpty() && !Arrays.equals(bodies.get(winners.getFirst()), found.bytes())) {
          throw notAtomic("it kept another writer's object than the one it confirmed");
        }
      }
      case GetAnswer.Missing _ -> {
        if (!winners.isEmpty()) {
          throw new StoreException(
              name + " does not show an object after confirming it. Use a consistent store.");
        }
        throw unusable(0, "", "no write was confirmed: " + answers.getFirst());
      }
      case GetAnswer.Failed(int status, String code, String why) ->
          throw unusable(status, code, why);
    }
    PutAnswer again = store.putIfAbsent(key, bodies.getFirst());
    if (again instanceof PutAnswer.Created) {
      throw notAtomic("it replaced an object that existed");
    }
  }

  private StoreException notWritable(int status, String code, String why) {
    if (code.equals("NoSuchBucket") || code.equals("NoCredentials")) {
      return unusable(status, code, why);
    }
    return new StoreException(
        name
            + " is read-only for us ("
            + why
            + "). Allow s3:PutObject and s3:DeleteObject"
            + (prefix.isEmpty() ? "" : " under " + prefix)
            + " to this access key.");
  }

  private StoreException notAtomic(String how) {
    return new StoreException(
        name
            + " does not create objects atomically: "
            + how
            + ". Committed data could be lost there. Use AWS S3, MinIO, or `firth store`.");
  }

  private List<PutAnswer> putAtOnce(String key, List<byte[]> bodies) throws InterruptedException {
    CountDownLatch start = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<PutAnswer>> writers = new ArrayList<>();
      for (byte[] body : bodies) {
        writers.add(
            threads.submit(
                () -> {
                  start.await();
                  return store.putIfAbsent(key, body);
                }));
      }
      start.countDown();
      List<PutAnswer> answers = new ArrayList<>();
      for (Future<PutAnswer> writer : writers) {
        answers.add(writer.get());
      }
      return answers;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }
}
