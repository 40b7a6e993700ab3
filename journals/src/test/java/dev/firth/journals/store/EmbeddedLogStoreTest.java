package dev.firth.journals.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firth.embedded.EmbeddedStore;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedLogStoreTest extends LogStoreContract {
  @TempDir static Path folder;
  private static EmbeddedStore server;
  private static S3LogStore store;

  @BeforeAll
  static void start() {
    server = EmbeddedStore.start(EmbeddedStore.Options.of(folder));
    store = TestStores.open(server, "prod/");
  }

  @AfterAll
  static void stop() {
    store.close();
    server.close();
  }

  @Override
  LogStore store() {
    return store;
  }

  @Test
  void isKnownByItsHeader() throws Exception {
    try (S3LogStore fresh = TestStores.open(server, "")) {
      assertThat(fresh.embedded()).isFalse();
      fresh.get("nothing/here");
      assertThat(fresh.embedded()).isTrue();
    }
  }

  @Test
  void keepsObjectsAsPlainFilesUnderTheirKeys() throws Exception {
    store.putIfAbsent("plain/region=eu/a.ndjson", "{}\n".getBytes(UTF_8));
    assertThat(folder.resolve("firth/prod/plain/region=eu/a.ndjson")).hasContent("{}\n");
  }

  @Test
  void refusesAForeignKey() throws Exception {
    S3Credentials wrong = new S3Credentials.Fixed(server.accessKey().id(), "wrong");
    try (S3LogStore stranger = TestStores.open(server.endpoint(), server.bucket(), "", wrong)) {
      assertThat(stranger.putIfAbsent("a/b", new byte[] {1}))
          .isInstanceOfSatisfying(
              PutAnswer.Refused.class, refused -> assertThat(refused.status()).isEqualTo(403));
      assertThat(stranger.get("a/b"))
          .isInstanceOfSatisfying(
              GetAnswer.Failed.class, failed -> assertThat(failed.status()).isEqualTo(403));
    }
  }
}
