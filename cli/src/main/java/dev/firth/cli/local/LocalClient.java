package dev.firth.cli.local;

import dev.firth.cli.console.CliException;
import dev.firth.cli.console.CliException.Exit;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/** Asks a running {@code up}. */
public final class LocalClient implements AutoCloseable {
  private final UpFile up;
  private final HttpClient http = HttpClient.newHttpClient();

  public LocalClient(UpFile up) {
    this.up = up;
  }

  /** The body of an answer, as it comes. */
  public InputStream get(String path, Map<String, String> query) throws InterruptedException {
    var parameters =
        query.entrySet().stream()
            .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&", "?", ""));
    var uri = URI.create("http://127.0.0.1:" + up.port() + path + parameters);
    var request =
        HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + up.token()).build();
    try {
      var response = http.send(request, BodyHandlers.ofInputStream());
      if (response.statusCode() != 200) {
        throw unreachable("it answered " + response.statusCode());
      }
      return response.body();
    } catch (IOException e) {
      throw unreachable(String.valueOf(e.getMessage()));
    }
  }

  private CliException unreachable(String why) {
    return new CliException(
        Exit.ENVIRONMENT,
        "The running `firth up` (pid " + up.pid() + ") does not answer: " + why + ".");
  }

  @Override
  public void close() {
    http.close();
  }
}
