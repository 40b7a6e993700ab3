package dev.firth.cli.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firth.embedded.AccessKey;
import dev.firth.embedded.EmbeddedStore;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code --use-stores}: a bucket elsewhere, its keys in {@code .env}, and what is wrong with it.
 */
class StoresStoryTest {
  private static final String SECRET = "marker-7f3e91-secret";

  @TempDir Path folder;
  private EmbeddedStore store;

  @BeforeEach
  void start() {
    store =
        EmbeddedStore.start(
            new EmbeddedStore.Options(
                folder.resolve("store"),
                "127.0.0.1",
                0,
                "acme",
                false,
                Optional.of(new AccessKey("FIRTHTEST", SECRET))));
  }

  @AfterEach
  void stop() {
    store.close();
  }

  @Test
  void aBucketIsUsedByItsFirstOwnerAndRefusedToAnother() throws Exception {
    var owner = flow("owner", "acme", SECRET);
    var moved = owner.upOnce("--use-stores");
    assertThat(moved.exit()).as(moved.all()).isZero();
    assertThat(owner.pages()).isEqualTo(Quickstart.sums());
    assertThat(folder.resolve("store/acme/firth.json")).exists();
    var read = owner.firth("read", "visits", "--reduced");
    assertThat(read.exit()).as(read.err()).isZero();
    assertThat(read.out().lines()).hasSize(Quickstart.sums().size());

    var other = flow("other", "acme", SECRET);
    var refused = other.upOnce("--use-stores");

    assertThat(refused.exit()).isEqualTo(3);
    assertThat(refused.err())
        .contains("belongs to another Firth: firth up " + owner.directory())
        .contains("Use another bucket or prefix")
        .hasLineCount(1);
    assertSecretIsNowhere(owner, moved, read);
    assertSecretIsNowhere(other, refused);
  }

  @Test
  void aBucketThatDoesNotExist() throws Exception {
    var flow = flow("lost", "nowhere", SECRET);

    var refused = flow.upOnce("--use-stores");

    assertThat(refused.exit()).isEqualTo(3);
    assertThat(refused.err())
        .contains("nowhere", "does not exist: there is no such bucket. Create it, or correct")
        .hasLineCount(1);
    assertSecretIsNowhere(flow, refused);
  }

  @Test
  void aMappingThatMovesBetweenRunsIsRefusedAndPutBackLosesNothing() throws Exception {
    var flow = flow("moving", "acme", SECRET);
    assertThat(flow.upOnce("--use-stores").exit()).isZero();
    var mapping = flow.directory().resolve("store.yaml");
    var before = Files.readString(mapping);
    Files.writeString(mapping, before.replace("bucket: acme,", "bucket: acme, prefix: b/,"));

    var moved = flow.upOnce("--use-stores");
    var embedded = flow.upOnce();

    assertThat(moved.exit()).isEqualTo(1);
    assertThat(moved.err())
        .contains("s3://acme/b/", " is empty, but ", " has run in s3://acme/ at ")
        .contains("Put the StorageMapping (or --use-stores) back as it was")
        .hasLineCount(1);
    assertThat(embedded.exit()).isEqualTo(1);
    assertThat(embedded.err()).contains(" is empty, but ");
    assertThat(folder.resolve("store/acme/b/firth.json")).doesNotExist();
    Files.writeString(mapping, before);
    flow.append("again.ndjson", Quickstart.visit("/again", 1));
    var back = flow.upOnce("--use-stores");
    assertThat(back.exit()).as(back.all()).isZero();
    assertThat(flow.pages()).containsEntry("/again", 1L).hasSize(Quickstart.sums().size() + 1);
  }

  @Test
  void aMappingThatMovesWhileItRunsIsNotPublished() throws Exception {
    var flow = flow("edited", "acme", SECRET);
    try (var up = flow.up("--use-stores")) {
      Eventually.holds(
          () -> flow.pages().equals(Quickstart.sums()), () -> "all pages have arrived");
      var mapping = flow.directory().resolve("store.yaml");
      var before = Files.readString(mapping);
      Files.writeString(mapping, before.replace("bucket: acme,", "bucket: acme, prefix: b/,"));
      up.awaitOut("would be kept in s3://acme/b/");
      up.awaitOut("Put the StorageMapping back.");
      Files.writeString(mapping, before);
      flow.append("again.ndjson", Quickstart.visit("/again", 1));
      flow.awaitVisits("/again", 1);
    }
    assertThat(folder.resolve("store/acme/b/firth.json")).doesNotExist();
  }

  @Test
  void aBucketThatIsReadOnly() throws Exception {
    try (var bucket = OddBucket.start(OddBucket.Fault.READ_ONLY)) {
      var flow = flow("readonly", "acme", SECRET, bucket.endpoint());

      var refused = flow.upOnce("--use-stores");

      assertThat(refused.exit()).isEqualTo(3);
      assertThat(refused.err())
          .contains("Store s3://acme", " is read-only for us (", "AccessDenied")
          .endsWith("Allow s3:PutObject and s3:DeleteObject to this access key.\n")
          .hasLineCount(1);
      assertSecretIsNowhere(flow, refused);
    }
  }

  @Test
  void aBucketThatDoesNotCreateAtomically() throws Exception {
    try (var bucket = OddBucket.start(OddBucket.Fault.CARELESS)) {
      var flow = flow("careless", "acme", SECRET, bucket.endpoint());

      var refused = flow.upOnce("--use-stores");

      assertThat(refused.exit()).isEqualTo(3);
      assertThat(refused.err())
          .contains("does not create objects atomically: ", "writers created the same object")
          .endsWith("Committed data could be lost there. Use AWS S3, MinIO, or `firth store`.\n")
          .hasLineCount(1);
      assertThat(flow.pages()).isEmpty();
      assertSecretIsNowhere(flow, refused);
    }
  }

  @Test
  void aWrongSecret() throws Exception {
    var flow = flow("wrong", "acme", SECRET + "-wrong");

    var refused = flow.upOnce("--use-stores");

    assertThat(refused.exit()).isEqualTo(3);
    assertThat(refused.err()).contains("acme").hasLineCount(1);
    assertSecretIsNowhere(flow, refused);
  }

  @Test
  void aDatabaseThatIsDownAndItsPassword() throws Exception {
    var flow = Quickstart.empty(folder.resolve("database"));
    Files.writeString(flow.directory().resolve(".env"), "shop.password=" + SECRET + "\n");
    Files.writeString(
        flow.directory().resolve("shop.yaml"),
        """
        apiVersion: firth.dev/v1alpha1
        kind: Capture
        metadata: {name: shop}
        spec:
          connector:
            name: source-postgres
            config: {database: postgres, user: ada, address: "127.0.0.1:1"}
            configFrom: [{pointer: /password, secretKeyRef: {name: shop, key: password}}]
          bindings:
            - {name: visits, resource: {schema: public, table: visits}, target: visits}
        """);

    var check = flow.firth("check", ".");
    var up = flow.upOnce();

    assertThat(check.exit()).as(check.all()).isEqualTo(1);
    assertThat(check.out()).contains("Capture shop", "127.0.0.1:1");
    assertThat(up.exit()).as(up.all()).isEqualTo(1);
    assertSecretIsNowhere(flow, check, up);
  }

  private Quickstart flow(String name, String bucket, String secret) throws IOException {
    return flow(name, bucket, secret, store.endpoint());
  }

  private Quickstart flow(String name, String bucket, String secret, URI endpoint)
      throws IOException {
    var flow = Quickstart.copy(folder.resolve(name));
    Files.writeString(
        flow.directory().resolve("store.yaml"),
        """
        apiVersion: firth.dev/v1alpha1
        kind: StorageMapping
        metadata: {name: default}
        spec:
          stores:
            - s3: {bucket: %s, region: us-east-1, endpoint: "%s", pathStyle: true}
              credentials: {secretRef: {name: keys}}
        """
            .formatted(bucket, endpoint));
    Files.writeString(
        flow.directory().resolve(".env"),
        "keys.AWS_ACCESS_KEY_ID=FIRTHTEST\nkeys.AWS_SECRET_ACCESS_KEY=" + secret + "\n");
    return flow;
  }

  private static void assertSecretIsNowhere(Quickstart flow, FirthProcess.Ended... ended)
      throws IOException {
    for (var one : ended) {
      assertThat(one.all()).doesNotContain(SECRET);
    }
    assertThat(flow.stateHolding(SECRET)).isEmpty();
  }
}
