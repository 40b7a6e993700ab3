package dev.firth.journals.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** A MinIO server on a folder, where its binary is. */
final class MinioProcess implements AutoCloseable {
  static final S3Credentials KEY = new S3Credentials.Fixed("firth", "firth-secret");
  static final String HOW =
      "no MinIO: set FIRTH_MINIO to its binary, or run: GOBIN=${XDG_CACHE_HOME:-$HOME/.cache}/firth"
          + " go install github.com/minio/minio@v0.0.0-20260212201848-7aac2a2c5b7c";

  private final Process process;
  private final URI endpoint;

  private MinioProcess(Process process, URI endpoint) {
    this.process = process;
    this.endpoint = endpoint;
  }

  /** The binary that {@code FIRTH_MINIO} names, or that {@code go install} left in our cache. */
  static Optional<Path> binary() {
    String named = System.getenv("FIRTH_MINIO");
    String cache = System.getenv("XDG_CACHE_HOME");
    Path folder =
        cache == null ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache);
    Path file = named == null ? folder.resolve("firth/minio") : Path.of(named);
    return Optional.of(file).filter(Files::isExecutable);
  }

  /**
   * Starts it; every folder below {@code data} is a bucket.
   *
   * @param log where its output goes
   */
  static MinioProcess start(Path binary, Path data, Path log)
      throws IOException, InterruptedException {
    int port;
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = probe.getLocalPort();
    }
    ProcessBuilder builder =
        new ProcessBuilder(
                binary.toString(),
                "server",
                "--quiet",
                "--address",
                "127.0.0.1:" + port,
                data.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("MINIO_ROOT_USER", "firth");
    builder.environment().put("MINIO_ROOT_PASSWORD", "firth-secret");
    builder.environment().put("MINIO_UPDATE", "off");
    builder.environment().put("MINIO_BROWSER", "off");
    URI endpoint = URI.create("http://127.0.0.1:" + port);
    MinioProcess minio = new MinioProcess(builder.start(), endpoint);
    minio.awaitHealth(log);
    return minio;
  }

  private void awaitHealth(Path log) throws IOException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest ask =
          HttpRequest.newBuilder(endpoint.resolve("/minio/health/ready"))
              .timeout(Duration.ofSeconds(2))
              .build();
      // a server says that it is ready to those who ask, and to nobody else
      Awaitility.await()
          .pollInSameThread()
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(20))
          .atMost(Duration.ofSeconds(30))
          .until(() -> !process.isAlive() || ready(client, ask));
    } catch (ConditionTimeoutException e) {
      close();
      throw new IOException("MinIO did not become ready: " + Files.readString(log), e);
    }
    if (!process.isAlive()) {
      throw new IOException("MinIO ended: " + Files.readString(log));
    }
  }

  private static boolean ready(HttpClient client, HttpRequest ask) throws InterruptedException {
    try {
      return client.send(ask, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  URI endpoint() {
    return endpoint;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      throw new UncheckedIOException(new IOException(e));
    }
  }
}
