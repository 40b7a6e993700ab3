package dev.firth.cli.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets and ConfigMaps that change while a flow runs, and what is said of them. */
class SecretsStoryTest {
  @TempDir Path folder;

  @Test
  void aChangedSecretRestartsTheTaskThatUsesItAndNoOther() throws Exception {
    var flow = withSecretPath();
    secret("visits-one");
    try (var up = flow.up()) {
      flow.awaitVisits("/", 1);
      var pages = EditStoryTest.task(flow, "pages").path("since").stringValue();

      secret("visits-nowhere");
      up.awaitOut("(secret) does not exist. Create it, or correct the path.");
      up.awaitOut("What was published keeps running");
      Files.writeString(folder.resolve("visits-one/more.ndjson"), Quickstart.visit("/", 3) + "\n");
      flow.awaitVisits("/", 4);

      secret("visits-two");
      up.awaitOut("Capture files: restart");
      flow.awaitVisits("/two", 2);

      assertThat(up.out()).doesNotContain("Materialization pages: restart");
      assertThat(EditStoryTest.task(flow, "pages").path("since").stringValue()).isEqualTo(pages);
      assertThat(up.out()).doesNotContain("visits-nowhere", "visits-two");
      assertThat(flow.stateHolding("visits-two")).isEmpty();
    }

    assertThat(flow.firth("check", ".").exit()).isZero();
    secret("visits-nowhere");
    var check = flow.firth("check", ".");
    assertThat(check.exit()).as("check asks again: " + check.all()).isEqualTo(1);
    assertThat(check.out())
        .contains("Capture files: ", "(secret) does not exist")
        .doesNotContain("visits-nowhere");
  }

  @Test
  void aChangedConfigMapRestartsTheTaskThatUsesIt() throws Exception {
    var flow = Quickstart.empty(folder);
    source("visits-one", Quickstart.visit("/", 1));
    source("visits-two", Quickstart.visit("/two", 2));
    flow.edit(
        "config: {path: visits}",
        "configFrom: [{pointer: /path, configMapKeyRef: {name: place, key: path}}]");
    configMap("visits-one");
    try (var up = flow.up()) {
      flow.awaitVisits("/", 1);

      configMap("visits-two");
      up.awaitOut("Capture files: restart");
      flow.awaitVisits("/two", 2);

      assertThat(up.out()).doesNotContain("Materialization pages: restart");
    }
  }

  private Quickstart withSecretPath() throws IOException {
    var flow = Quickstart.empty(folder);
    source("visits-one", Quickstart.visit("/", 1));
    source("visits-two", Quickstart.visit("/two", 2));
    flow.edit(
        "config: {path: visits}",
        "configFrom: [{pointer: /path, secretKeyRef: {name: place, key: path}}]");
    return flow;
  }

  private void source(String name, String line) throws IOException {
    Files.createDirectories(folder.resolve(name));
    Files.writeString(
        folder.resolve(name).resolve(name.replace("visits-", "") + ".ndjson"), line + "\n");
  }

  private void secret(String path) throws IOException {
    Files.writeString(folder.resolve(".env"), "place.path=" + path + "\n");
  }

  private void configMap(String path) throws IOException {
    Files.writeString(
        folder.resolve("place.yaml"),
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: place}\ndata: {path: " + path + "}\n");
  }
}
