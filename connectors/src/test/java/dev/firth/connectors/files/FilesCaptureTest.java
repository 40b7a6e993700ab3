package dev.firth.connectors.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firth.protocol.ConnectorFailure;
import dev.firth.protocol.message.CaptureRequest;
import dev.firth.protocol.message.CollectionMessage;
import dev.firth.protocol.message.RawJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

@Timeout(30)
class FilesCaptureTest {
  @TempDir Path folder;
  private final ObjectNode state = JsonNodeFactory.instance.objectNode();

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private List<String> once(String... patterns) throws InterruptedException {
    try (var run = new CaptureRun(folder, state, true, patterns)) {
      run.toEnd();
      assertThat(run.caughtUp()).isTrue();
      return run.documents();
    }
  }

  @Test
  void onceReadsEverythingAndTheNextTimeOnlyWhatIsNew() throws Exception {
    write("b.ndjson", "{\"id\":2}\n\n  \r\n{\"id\":3}\r\n");
    write("a.ndjson", "{\"id\":1}\n");
    write("notes.txt", "not a document\n");
    assertThat(once("*.ndjson")).containsExactly("{\"id\":1}", "{\"id\":2}", "{\"id\":3}");
    assertThat(once("*.ndjson")).isEmpty();
    write("a.ndjson", "{\"id\":4}\n");
    assertThat(once("*.ndjson")).containsExactly("{\"id\":4}");
  }

  @Test
  void aLastLineWithoutNewlineIsADocumentOnlyUnderOnce() throws Exception {
    write("a.ndjson", "{\"id\":1}\n{\"id\":2}");
    try (var run = new CaptureRun(folder, JsonNodeFactory.instance.objectNode(), false, "*")) {
      assertThat(run.until(1).documents()).containsExactly("{\"id\":1}");
      write("a.ndjson", "\n");
      assertThat(run.until(2).documents()).containsExactly("{\"id\":1}", "{\"id\":2}");
    }
    assertThat(once("*")).hasSize(2);
    write("a.ndjson", "{\"id\":3}");
    assertThat(once("*")).containsExactly("{\"id\":3}");
    write("a.ndjson", "\n{\"id\":4}\n");
    assertThat(once("*")).containsExactly("{\"id\":4}");
  }

  @Test
  void whatIsAppendedOrNewIsReadAtOnceAlsoInNewFolders() throws Exception {
    write("a.ndjson", "{\"id\":1}\n");
    try (var run = new CaptureRun(folder, state, false, "**.ndjson")) {
      run.until(1);
      write("a.ndjson", "{\"id\":2}\n");
      run.until(2);
      write("b.ndjson", "{\"id\":3}\n");
      run.until(3);
      write("deep/er/c.ndjson", "{\"id\":4}\n");
      run.until(4);
      write("deep/er/c.ndjson", "{\"id\":5}\n");
      assertThat(run.until(5).documents())
          .containsExactly("{\"id\":1}", "{\"id\":2}", "{\"id\":3}", "{\"id\":4}", "{\"id\":5}");
    }
  }

  @Test
  void manyLinesOfAllSizesArriveInOrderAcrossRestarts() throws Exception {
    var lines =
        IntStream.range(0, 20_000)
            .mapToObj(
                i ->
                    "{\"id\":%d,\"pad\":\"%s\"}"
                        .formatted(i, "x".repeat(i % 997 == 0 ? 300_000 : i % 50)))
            .toList();
    write("big.ndjson", String.join("\n", lines) + "\n");
    int half;
    try (var run = new CaptureRun(folder, state, false, "*")) {
      while (run.documents().isEmpty()) {
        run.untilNext();
      }
      half = run.documents().size();
      assertThat(run.documents()).isEqualTo(lines.subList(0, half));
    }
    assertThat(half).isLessThan(20_000);
    assertThat(once("*")).isEqualTo(lines.subList(half, 20_000));
  }

  @Test
  void bindingsReadTheirOwnFiles() throws Exception {
    write("clicks/a.ndjson", "{\"id\":1}\n");
    write("views/a.ndjson", "{\"id\":2}\n");
    assertThat(once("clicks/*", "views/*")).containsExactly("{\"id\":1}", "{\"id\":2}");
    assertThat(state.path("clicks/*").path("clicks/a.ndjson").path("offset").asInt(0)).isEqualTo(9);
    assertThat(state.path("views/*").path("views/a.ndjson").path("lines").asInt(0)).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"id\":2} | file a.ndjson got shorter: it was read up to byte 18 and has 9 bytes now.",
        "{\"id\":8}:{\"id\":9}:{\"id\":10} | file a.ndjson is another one now: its first 18 bytes changed."
      })
  void aChangedFilePausesTheTask(String content, String sentence) throws Exception {
    write("a.ndjson", "{\"id\":1}\n{\"id\":2}\n");
    once("*");
    Files.writeString(folder.resolve("a.ndjson"), content.replace("}:", "}\n") + "\n");
    assertThatThrownBy(() -> once("*"))
        .isInstanceOfSatisfying(
            ConnectorFailure.class,
            e -> {
              assertThat(e).hasMessageContaining("Capture clicks: " + sentence);
              assertThat(e.reason()).contains("FileChanged");
              assertThat(e.pauses()).isTrue();
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nonsense | line 2 (byte 10 of the file): invalid JSON at byte 1",
        "{\"id\":1 | line 2 (byte 16 of the file): invalid JSON at byte 7",
        "[1] | line 2 (byte 9 of the file): expected a JSON object",
        "{\"id\":1}{\"id\":2} | line 2 (byte 17 of the file): invalid JSON at byte 8"
      })
  void aMalformedLinePausesAtItAndKeepsWhatCameBefore(String line, String sentence)
      throws Exception {
    write("a.ndjson", "{\"id\":1}\n" + line + "\n{\"id\":3}\n");
    try (var run = new CaptureRun(folder, state, false, "*")) {
      assertThatThrownBy(run::toEnd)
          .hasMessageContaining("Capture clicks: file a.ndjson, " + sentence)
          .hasMessageContaining("Correct the line");
      assertThat(run.documents()).containsExactly("{\"id\":1}");
    }
    Files.writeString(folder.resolve("a.ndjson"), "{\"id\":1}\n{\"id\":2}\n{\"id\":3}\n");
    assertThat(once("*")).containsExactly("{\"id\":2}", "{\"id\":3}");
  }

  @Test
  void aFolderMayBeNamedByALinkAndHoldLinks() throws Exception {
    Path real = Files.createDirectory(folder.resolve("real"));
    Files.writeString(folder.resolve("elsewhere"), "{\"id\":1}\n");
    Files.createSymbolicLink(real.resolve("a.ndjson"), folder.resolve("elsewhere"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), real);
    try (var run = new CaptureRun(link, state, true, "*.ndjson")) {
      assertThat(run.toEnd().documents()).containsExactly("{\"id\":1}");
    }
  }

  @Test
  void anEmptyFolderIsCaughtUpAtOnce() throws Exception {
    assertThat(once("*")).isEmpty();
  }

  @Test
  void discoverListsFoldersAndEndings() throws Exception {
    write("a.ndjson", "");
    write("clicks/x.jsonl", "");
    write("clicks/y.jsonl", "");
    write("other/z.csv", "");
    var found = new FilesCapture().discover(new CaptureRequest.Discover(config(folder.toString())));
    assertThat(found.bindings())
        .extracting(b -> b.recommendedName() + " " + b.resourcePath())
        .containsExactly("files [*.ndjson]", "clicks [clicks/*.jsonl]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | {\"path\":\"*\"} | config.path: expected a text, but it is absent.",
        "{\"path\":7} | {\"path\":\"*\"} | config.path: expected a text, but it is 7.",
        "{\"path\":\"/no/such\"} | {\"path\":\"*\"} | config.path: folder /no/such does not exist. Create it, or correct the path.",
        "{\"path\":\"/\"} | {\"path\":\"[\"} | resource.path: \"[\" is no pattern: Missing ']."
      })
  void aWrongConfigurationIsRefusedWithASentence(String config, String resource, String sentence) {
    JsonNode schema = RawJson.of("{}").tree();
    var binding =
        new CaptureRequest.Validate.Binding(
            RawJson.of(resource).tree(),
            new CollectionMessage("c", List.of("/id"), schema, schema, List.of(), List.of()),
            0);
    assertThatThrownBy(
            () ->
                new FilesCapture()
                    .validate(
                        new CaptureRequest.Validate(
                            "c", RawJson.of(config).tree(), List.of(binding), Optional.empty())))
        .hasMessage(sentence);
  }

  private static JsonNode config(String path) {
    return JsonNodeFactory.instance.objectNode().put("path", path);
  }
}
