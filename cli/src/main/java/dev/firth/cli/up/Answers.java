package dev.firth.cli.up;

import dev.firth.catalog.build.Publication;
import dev.firth.cli.console.DurationText;
import dev.firth.cli.flow.CollectionOutput;
import dev.firth.cli.flow.ShardProcess;
import dev.firth.cli.local.LocalServer.Answer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What a running {@code up} answers to other commands. */
public final class Answers {
  private static final JsonMapper JSON =
      JsonMapper.builder().disable(SerializationFeature.INDENT_OUTPUT).build();

  private Answers() {}

  static Map<String, Answer> of(
      ShardProcess process,
      Supplier<List<StatusLine>> status,
      Supplier<Optional<Publication>> published,
      Path spill) {
    return Map.of(
        "/status",
        (query, body) -> body.write(JSON.writeValueAsBytes(status.get())),
        "/read",
        (query, body) -> read(process, published.get(), spill, query, body),
        "/metrics",
        (query, body) -> body.write(process.metrics().getBytes(StandardCharsets.UTF_8)));
  }

  private static void read(
      ShardProcess process,
      Optional<Publication> published,
      Path spill,
      Map<String, String> query,
      OutputStream body)
      throws IOException, InterruptedException {
    var collection =
        published
            .map(p -> p.collections().get(query.getOrDefault("collection", "")))
            .orElseThrow(() -> new IOException("no such collection"));
    var partitions = new LinkedHashMap<String, String>();
    query.forEach(
        (name, value) -> {
          int equals = value.indexOf('=');
          if (name.startsWith("partition.") && equals > 0) {
            partitions.put(value.substring(0, equals), value.substring(equals + 1));
          }
        });
    var since = Optional.ofNullable(query.get("since")).map(t -> DurationText.parse("since", t));
    var output =
        new CollectionOutput(
            process.reading(), collection, new CollectionOutput.Filter(since, partitions), body);
    if (Boolean.parseBoolean(query.get("reduced"))) {
      output.reduced(spill);
    } else {
      output.all(Boolean.parseBoolean(query.get("follow")));
    }
  }
}
