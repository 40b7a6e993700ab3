package dev.firth.documents.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.firth.documents.json.ExactJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/**
 * The public JSON-Schema-Test-Suite, from a checkout that the variable JSON_SCHEMA_TEST_SUITE
 * names: all tests of the drafts that compile, the optional ones and those of formats included.
 */
class SchemaSuiteTest {
  private static final String VARIABLE = "JSON_SCHEMA_TEST_SUITE";

  private static final String TABLES =
      "labels are not held to the tables and Bidi rules of IDNA 2008";

  private static final String CONTENT =
      "contentEncoding and contentMediaType only annotate, as later drafts have it";

  /**
   * Where we differ, by file and group, with the reason. In these groups we accept something that
   * the suite refuses, and never the reverse.
   */
  private static final Map<String, String> EXCEPTIONS =
      Map.of(
          "optional/content.json: validation of string-encoded content based on media type",
          CONTENT,
          "optional/content.json: validation of binary string-encoding",
          CONTENT,
          "optional/content.json: validation of binary-encoded media type documents",
          CONTENT,
          "optional/format/hostname.json: validation of A-label (punycode) host names",
          TABLES,
          "optional/format/idn-hostname.json: validation of internationalized host names",
          TABLES);

  private static final String ACCEPTS = ": accepts ";

  @TestFactory
  Stream<DynamicTest> draft202012() throws IOException {
    return tests("draft2020-12", Dialect.DRAFT_2020_12);
  }

  @TestFactory
  Stream<DynamicTest> draft201909() throws IOException {
    return tests("draft2019-09", Dialect.DRAFT_2019_09);
  }

  @TestFactory
  Stream<DynamicTest> draft7() throws IOException {
    return tests("draft7", Dialect.DRAFT_7);
  }

  private static Stream<DynamicTest> tests(String folder, Dialect dialect) throws IOException {
    Path suite = suite();
    Path tests = suite.resolve("tests").resolve(folder);
    List<Path> files;
    try (Stream<Path> walk = Files.walk(tests)) {
      files = walk.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
    assertThat(files).hasSizeGreaterThan(60);
    return files.stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    tests.relativize(file).toString(), () -> run(suite, tests, file, dialect)));
  }

  private static void run(Path suite, Path tests, Path file, Dialect dialect) throws IOException {
    String name = tests.relativize(file).toString();
    boolean formats = name.startsWith("optional/format");
    var failures = new ArrayList<String>();
    byte[] bytes = Files.readAllBytes(file);
    for (JsonNode group : ExactJson.read(bytes, 0, bytes.length).values()) {
      String description = group.get("description").asString();
      List<String> found = group(suite, group, dialect, formats);
      if (EXCEPTIONS.containsKey(name + ": " + description)) {
        found =
            found.isEmpty()
                ? List.of("is no exception any more: take it off the list")
                : found.stream().filter(f -> !f.contains(ACCEPTS)).toList();
      }
      found.forEach(failure -> failures.add(description + ": " + failure));
    }
    assertThat(failures).as(name).isEmpty();
  }

  private static List<String> group(Path suite, JsonNode group, Dialect dialect, boolean formats) {
    var failures = new ArrayList<String>();
    CompiledSchema schema;
    try {
      schema =
          CompiledSchema.compile(group.get("schema"), uri -> remote(suite, uri), dialect, formats);
    } catch (SchemaException e) {
      return List.of("refused: " + e.getMessage());
    }
    for (JsonNode test : group.get("tests").values()) {
      boolean valid = test.get("valid").booleanValue();
      JsonNode data = test.get("data");
      var tape = ExactJson.tape(data);
      if (schema.validate(tape, 0) != valid) {
        failures.add(test.get("description").asString() + (valid ? ": refuses " : ACCEPTS) + data);
      }
      if (schema.validate(tape, 0, new Annotations()) != valid) {
        failures.add(
            test.get("description").asString()
                + (valid ? ": annotated, refuses " : ": annotated" + ACCEPTS)
                + data);
      }
    }
    return failures;
  }

  private static Optional<JsonNode> remote(Path suite, String uri) {
    String host = "http://localhost:1234/";
    if (!uri.startsWith(host)) {
      return Optional.empty();
    }
    Path file = suite.resolve("remotes").resolve(uri.substring(host.length()));
    try {
      byte[] bytes = Files.readAllBytes(file);
      return Optional.of(ExactJson.read(bytes, 0, bytes.length));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Path suite() {
    String checkout = System.getenv(VARIABLE);
    assumeTrue(
        checkout != null,
        "set " + VARIABLE + " to a checkout of json-schema-org/JSON-Schema-Test-Suite to run it");
    return Path.of(checkout);
  }
}
