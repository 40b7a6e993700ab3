package dev.firth.cli.up;

import dev.firth.cli.flow.ShardProcess;
import dev.firth.cli.local.LocalServer.Answer;
import dev.firth.shard.status.TaskStatus;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What a running {@code up} answers to other commands. */
public final class Answers {
  private static final JsonMapper JSON =
      JsonMapper.builder().disable(SerializationFeature.INDENT_OUTPUT).build();

  private Answers() {}

  static Map<String, Answer> of(ShardProcess process) {
    return Map.of(
        "/status",
        (query, body) ->
            body.write(
                JSON.writeValueAsBytes(
                    process.host().status().stream().map(StatusLine::of).toList())),
        "/metrics",
        (query, body) -> body.write(process.metrics().getBytes(StandardCharsets.UTF_8)));
  }

  /** {@code Capture shop}. */
  static String title(TaskStatus task) {
    return Character.toUpperCase(task.kind().charAt(0))
        + task.kind().substring(1)
        + " "
        + task.name();
  }
}
