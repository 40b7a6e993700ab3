package dev.firth.journals.store;

import dev.firth.embedded.EmbeddedStore;
import dev.firth.journals.host.VirtualHost;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Clients for the stores of tests. */
final class TestStores {
  private static final S3LogStore.Waits WAITS =
      new S3LogStore.Waits(Duration.ofSeconds(2), Duration.ofSeconds(10), Duration.ofMillis(5));

  private TestStores() {}

  static S3LogStore open(EmbeddedStore server, String prefix) {
    return open(
        server.endpoint(),
        server.bucket(),
        prefix,
        new S3Credentials.Fixed(server.accessKey().id(), server.accessKey().secret()));
  }

  static S3LogStore open(URI endpoint, String bucket, String prefix, S3Credentials credentials) {
    return S3LogStore.open(
        new S3Location(Optional.of(endpoint), bucket, prefix, "us-east-1", true),
        credentials,
        WAITS,
        new VirtualHost());
  }
}
