package dev.firth.cli.story;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Values that a schema hashes or blocks, from the file to the table, and everywhere between. */
class RedactionStoryTest {
  private static final String SALT = "correct-horse-battery-staple";
  private static final String EMAIL = "ada@example.org";
  private static final String PHONE = "078-05-1120";

  @TempDir Path folder;

  @Test
  void whatIsHashedStandsNowhereAndIsTheSameAfterARestart() throws Exception {
    var flow = Quickstart.empty(folder);
    flow.edit(
        "      page: {type: string}\n",
        """
              page: {type: string}
              email: {type: string, redact: {strategy: sha256}}
              phone: {type: string, redact: {strategy: block}}
        """);
    assertThat(flow.firth("check", ".").out()).contains("add redactSalt: {secretKeyRef:");
    flow.edit(
        "  key: [/page]", "  redactSalt: {secretKeyRef: {name: salt, key: salt}}\n  key: [/page]");
    assertThat(flow.firth("check", ".").out()).contains("Secret salt has no key \"salt\" here");
    salt("too-short");
    assertThat(flow.firth("check", ".").out())
        .contains("the salt is too short")
        .doesNotContain("too-short");

    salt(SALT);
    flow.append("a.ndjson", visit("/a", 1));
    assertThat(flow.upOnce().exit()).isZero();
    assertThat(read(flow)).contains("\"/a\"", hash(SALT));

    flow.append("a.ndjson", visit("/b", 1));
    try (var up = flow.up()) {
      flow.awaitVisits("/b", 1);
      flow.append("a.ndjson", visit("/c", 1).replace("\"visits\": 1", "\"visits\": \"one\""));
      up.awaitOut("/visits: expected");
      assertThat(flow.firth("status", "-o", "json").out())
          .contains("SchemaViolation")
          .doesNotContain(EMAIL, PHONE, SALT);
      assertThat(up.out()).doesNotContain(EMAIL, PHONE, SALT);
    }
    assertThat(read(flow).split(hash(SALT), -1)).as("one hash in each document").hasSize(3);

    var stored = StoredText.below(flow.state());
    assertThat(stored).contains("\"/a\"", "\"/b\"", hash(SALT));
    assertThat(stored.contains(EMAIL)).as("the plain value is stored").isFalse();
    assertThat(stored.contains(PHONE)).as("the blocked value is stored").isFalse();
    assertThat(stored.contains(SALT)).as("the salt is stored").isFalse();
  }

  @Test
  void anotherSaltRestartsTheCaptureAndGivesOtherHashes() throws Exception {
    var flow = Quickstart.empty(folder);
    flow.edit(
        "      page: {type: string}\n", "      page: {type: string, redact: {strategy: sha256}}\n");
    flow.edit(
        "  key: [/page]", "  redactSalt: {secretKeyRef: {name: salt, key: salt}}\n  key: [/page]");
    salt(SALT);
    flow.append("a.ndjson", Quickstart.visit(EMAIL, 2), Quickstart.visit(EMAIL, 3));
    try (var up = flow.up()) {
      flow.awaitVisits(hash(SALT), 5);
      salt(SALT + "-2");
      up.awaitOut("Capture files: restart");
      assertThat(up.out()).doesNotContain("Materialization pages: restart");
      flow.append("a.ndjson", Quickstart.visit(EMAIL, 1));
      flow.awaitVisits(hash(SALT + "-2"), 1);
    }
    assertThat(flow.pages()).hasSize(2);
    assertThat(StoredText.below(flow.state()).contains(EMAIL)).isFalse();
  }

  private void salt(String value) throws Exception {
    Files.writeString(folder.resolve(".env"), "salt.salt=" + value + "\n");
  }

  private static String visit(String page, long visits) {
    return Quickstart.visit(page, visits)
        .replace("}", ", \"email\": \"%s\", \"phone\": \"%s\"}".formatted(EMAIL, PHONE));
  }

  private static String read(Quickstart flow) throws Exception {
    return flow.firth("read", "visits").out();
  }

  private static String hash(String salt) throws Exception {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest((EMAIL + salt).getBytes(UTF_8));
    return "sha256:" + HexFormat.of().formatHex(digest);
  }
}
