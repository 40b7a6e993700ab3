package dev.firth.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

class EmbeddedStoreTest {
  @TempDir Path folder;

  private static S3Client client(EmbeddedStore store) {
    return S3Client.builder()
        .endpointOverride(store.endpoint())
        .region(Region.US_EAST_1)
        .forcePathStyle(true)
        .httpClientBuilder(Apache5HttpClient.builder().maxConnections(64))
        .overrideConfiguration(o -> o.retryStrategy(DefaultRetryStrategy.doNotRetry()))
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(store.accessKey().id(), store.accessKey().secret())))
        .build();
  }

  @Test
  void keepsObjectsAndKeyOverARestart() {
    AccessKey first;
    try (EmbeddedStore store = EmbeddedStore.start(EmbeddedStore.Options.of(folder));
        S3Client s3 = client(store)) {
      first = store.accessKey();
      s3.putObject(p -> p.bucket("firth").key("a/b").ifNoneMatch("*"), RequestBody.fromString("x"));
    }
    try (EmbeddedStore store = EmbeddedStore.start(EmbeddedStore.Options.of(folder));
        S3Client s3 = client(store)) {
      assertThat(store.accessKey()).isEqualTo(first);
      assertThat(s3.getObjectAsBytes(g -> g.bucket("firth").key("a/b")).asUtf8String())
          .isEqualTo("x");
      assertThat(s3.listBuckets().buckets()).extracting("name").containsExactly("firth");
    }
  }

  @Test
  void writesItsKeyForItsOwnerOnly() throws IOException {
    EmbeddedStore.start(EmbeddedStore.Options.of(folder)).close();
    Path credentials = folder.resolve(".store/credentials");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(credentials)))
        .isEqualTo("rw-------");
    assertThat(Files.readString(credentials)).startsWith("[default]\naws_access_key_id = FIRTH");
  }

  @Test
  void neverPrintsTheSecret() {
    assertThat(new AccessKey("id", "hush").toString()).doesNotContain("hush");
  }

  @Test
  void marksEveryAnswer() {
    try (EmbeddedStore store =
            EmbeddedStore.start(EmbeddedStore.Options.of(folder).withFsync(false));
        S3Client s3 = client(store)) {
      assertThat(
              s3.listObjectsV2(l -> l.bucket("firth"))
                  .sdkHttpResponse()
                  .firstMatchingHeader(EmbeddedStore.HEADER))
          .hasValue("no-fsync");
      assertThatThrownBy(() -> s3.getObject(g -> g.bucket("firth").key("none/such")))
          .isInstanceOfSatisfying(
              S3Exception.class,
              e ->
                  assertThat(
                          e.awsErrorDetails()
                              .sdkHttpResponse()
                              .firstMatchingHeader(EmbeddedStore.HEADER))
                      .hasValue("no-fsync"));
    }
  }

  @Test
  void refusesASecondStoreOnTheFolder() {
    try (EmbeddedStore _ = EmbeddedStore.start(EmbeddedStore.Options.of(folder))) {
      assertThatThrownBy(() -> EmbeddedStore.start(EmbeddedStore.Options.of(folder)))
          .hasMessage("Another store runs on " + folder + ". Stop it, or use its address instead.");
    }
  }

  @Test
  void readsBesideAnotherStoreAndWritesNothing() throws IOException {
    try (EmbeddedStore _ = EmbeddedStore.start(EmbeddedStore.Options.of(folder));
        EmbeddedStore reading = EmbeddedStore.reading(folder);
        S3Client s3 = client(reading)) {
      Files.writeString(folder.resolve(".store/incoming/17"), "begun");
      Files.writeString(folder.resolve("firth/there"), "x");

      assertThat(s3.getObjectAsBytes(g -> g.bucket("firth").key("there")).asUtf8String())
          .isEqualTo("x");
      assertThatThrownBy(
              () ->
                  s3.putObject(
                      p -> p.bucket("firth").key("a").ifNoneMatch("*"),
                      RequestBody.fromString("x")))
          .isInstanceOf(S3Exception.class)
          .extracting(e -> ((S3Exception) e).statusCode())
          .isEqualTo(403);
      assertThat(folder.resolve(".store/incoming/17")).exists();
    }
    assertThatThrownBy(() -> EmbeddedStore.reading(folder.resolve("none")))
        .hasMessage("There is no store in " + folder.resolve("none") + ".");
  }

  @Test
  void saysThatAPortIsTaken(@TempDir Path other) {
    try (EmbeddedStore store = EmbeddedStore.start(EmbeddedStore.Options.of(folder))) {
      int port = store.endpoint().getPort();
      assertThatThrownBy(() -> EmbeddedStore.start(EmbeddedStore.Options.of(other).withPort(port)))
          .hasMessageContaining("cannot listen on 127.0.0.1:" + port)
          .hasMessageEndingWith("Choose another port, or 0 for any free one.");
    }
    EmbeddedStore.start(EmbeddedStore.Options.of(other)).close();
  }

  @Test
  void dropsWhatACrashLeftHalfWritten() throws IOException {
    Files.createDirectories(folder.resolve(".store/incoming"));
    Files.writeString(folder.resolve(".store/incoming/17"), "half");
    EmbeddedStore.start(EmbeddedStore.Options.of(folder)).close();
    try (Stream<Path> left = Files.list(folder.resolve(".store/incoming"))) {
      assertThat(left).isEmpty();
    }
  }

  /** Of sixteen writers that add one each under If-Match, none may overwrite another's. */
  @Test
  void comparesAndSwapsAtomically() throws Exception {
    try (EmbeddedStore store = EmbeddedStore.start(EmbeddedStore.Options.of(folder));
        S3Client s3 = client(store);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      s3.putObject(p -> p.bucket("firth").key("counter"), RequestBody.fromString("0"));
      List<Future<Void>> adders = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        adders.add(threads.submit(adder(s3, 10)));
      }
      for (Future<Void> adder : adders) {
        adder.get();
      }
      assertThat(s3.getObjectAsBytes(g -> g.bucket("firth").key("counter")).asUtf8String())
          .isEqualTo("160");
    }
  }

  private static Callable<Void> adder(S3Client s3, int times) {
    return () -> {
      int added = 0;
      while (added < times) {
        var seen = s3.getObjectAsBytes(g -> g.bucket("firth").key("counter"));
        String next = Integer.toString(Integer.parseInt(seen.asUtf8String()) + 1);
        try {
          s3.putObject(
              p -> p.bucket("firth").key("counter").ifMatch(seen.response().eTag()),
              RequestBody.fromString(next));
          added++;
        } catch (S3Exception e) {
          assertThat(e.statusCode()).isEqualTo(412);
        }
      }
      return null;
    };
  }

  /** Folders that became empty are removed beside creations in them; no creation may fail. */
  @Test
  void createsBesideDeletesOfTheSameFolder() throws Exception {
    try (EmbeddedStore store = EmbeddedStore.start(EmbeddedStore.Options.of(folder));
        S3Client s3 = client(store);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Void>> writers = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        String key = "deep/er/" + i;
        writers.add(
            threads.submit(
                () -> {
                  for (int n = 0; n < 50; n++) {
                    s3.putObject(
                        p -> p.bucket("firth").key(key).ifNoneMatch("*"),
                        RequestBody.fromBytes(key.getBytes(UTF_8)));
                    s3.deleteObject(d -> d.bucket("firth").key(key));
                  }
                  return null;
                }));
      }
      for (Future<Void> writer : writers) {
        writer.get();
      }
    }
  }

  @Test
  void refusesAKeyThatIsAFolderOfOthers() {
    try (EmbeddedStore store = EmbeddedStore.start(EmbeddedStore.Options.of(folder));
        S3Client s3 = client(store)) {
      s3.putObject(p -> p.bucket("firth").key("q/b"), RequestBody.fromString("x"));
      assertThatThrownBy(
              () ->
                  s3.putObject(
                      p -> p.bucket("firth").key("q").ifNoneMatch("*"),
                      RequestBody.fromString("x")))
          .hasMessageContaining(
              "Keys below q/ exist: in this store no key is a folder of another.");
    }
  }
}
