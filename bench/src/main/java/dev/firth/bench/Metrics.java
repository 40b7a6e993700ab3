package dev.firth.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.json.JsonMapper;

/**
 * Prometheus metrics as text.
 *
 * @param text of lines {@code name{labels} value}
 */
record Metrics(String text) {

  /** Those of a running {@code firth up}, whose port and token its file tells. */
  static Metrics of(Path upFile) throws IOException, InterruptedException {
    var up = JsonMapper.shared().readTree(Files.readAllBytes(upFile));
    var request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + up.path("port").asInt() + "/metrics"))
            .header("Authorization", "Bearer " + up.path("token").asString())
            .build();
    try (var client = HttpClient.newHttpClient()) {
      return new Metrics(client.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }
  }

  /** The sum of a metric's series of which a label's text is a part; 0 if there is none. */
  long sum(String name, String label) {
    return text.lines()
        .filter(line -> line.startsWith(name + "{") && line.contains(label))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}
