package dev.firth.journals.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.ExpirationStatus;

/** The contract against a store of another make, with lifecycle rules and versioning. */
class MinioLogStoreTest extends LogStoreContract {
  @TempDir static Path folder;
  private static MinioProcess server;
  private static S3LogStore store;

  @BeforeAll
  static void start() throws Exception {
    Assumptions.assumeTrue(MinioProcess.binary().isPresent(), MinioProcess.HOW);
    Path binary = MinioProcess.binary().orElseThrow();
    for (String bucket : new String[] {"contract", "fit", "expiring", "versioned"}) {
      Files.createDirectories(folder.resolve("data").resolve(bucket));
    }
    server = MinioProcess.start(binary, folder.resolve("data"), folder.resolve("minio.log"));
    store = open("contract", "prod/");
  }

  private static S3LogStore open(String bucket, String prefix) {
    return TestStores.open(server.endpoint(), bucket, prefix, MinioProcess.KEY);
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      store.close();
      server.close();
    }
  }

  @Override
  LogStore store() {
    return store;
  }

  @Test
  void passesPreflight() throws Exception {
    try (S3LogStore fit = open("fit", "a/")) {
      Preflight.Passed passed = Preflight.check(fit, new Random(1));
      assertThat(passed.warnings()).isEmpty();
      assertThat(passed.embedded()).isFalse();
      assertThat(((ListAnswer.Listed) fit.list("", null, 10)).entries()).isEmpty();
    }
  }

  @Test
  void refusesAnExpiryRuleOverTheLogs() throws Exception {
    try (S3LogStore expiring = open("expiring", "prod/")) {
      expire(expiring, "prod/");
      assertThatThrownBy(() -> Preflight.check(expiring, new Random(1)))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("Lifecycle rule \"thirty days\" expires objects under prod/")
          .hasMessageContaining("Remove the rule, or limit it to prod/collections/.");
      expire(expiring, "prod/collections/");
      assertThat(Preflight.check(expiring, new Random(1)).warnings()).isEmpty();
    }
  }

  private static void expire(S3LogStore store, String prefix) {
    store
        .client()
        .putBucketLifecycleConfiguration(
            l ->
                l.bucket(store.location().bucket())
                    .lifecycleConfiguration(
                        c ->
                            c.rules(
                                r ->
                                    r.id("thirty days")
                                        .status(ExpirationStatus.ENABLED)
                                        .filter(f -> f.prefix(prefix))
                                        .expiration(e -> e.days(30)))));
  }

  @Test
  void warnsOfVersionsThatStayForEver() throws Exception {
    try (S3LogStore versioned = open("versioned", "")) {
      versioned
          .client()
          .putBucketVersioning(
              v ->
                  v.bucket("versioned")
                      .versioningConfiguration(c -> c.status(BucketVersioningStatus.ENABLED)));
      assertThat(Preflight.check(versioned, new Random(1)).warnings())
          .singleElement()
          .asString()
          .contains("keeps old versions for ever");
    }
  }
}
