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
import java.util.concurrent.locks.LockSupport;

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

  private void awaitHealth(Path log) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest ask =
          HttpRequest.newBuilder(endpoint.resolve("/minio/health/ready"))
              .timeout(Duration.ofSeconds(2))
              .build();
      while (System.nanoTime() < deadline && process.isAlive()) {
        try {
          if (client.send(ask, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
            return;
          }
        } catch (IOException e) {
          LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
      }
    }
    close();
    throw new IOException("MinIO did not become ready: " + Files.readString(log));
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
