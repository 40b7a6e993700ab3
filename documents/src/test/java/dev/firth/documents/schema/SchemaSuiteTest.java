package dev.firth.documents.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.firth.documents.json.ExactJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

  /**
   * Where we differ, by file, group and test: {@code contentEncoding} and {@code contentMediaType}
   * only annotate, which draft 7 leaves open and later drafts ask for. We accept these, and never
   * the reverse. docs/reference/conformance.md names them.
   */
  private static final Set<String> EXCEPTIONS =
      Set.of(
          "content.json: validation of string-encoded content based on media type: an invalid JSON document",
          "content.json: validation of binary string-encoding: an invalid base64 string (% is not a valid character)",
          "content.json: validation of binary-encoded media type documents: a validly-encoded invalid JSON document",
          "content.json: validation of binary-encoded media type documents: an invalid base64 string that is valid JSON");

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
      group(suite, group, dialect, formats)
          .forEach(failure -> failures.add(file.getFileName() + ": " + description + failure));
    }
    assertThat(failures).as(name).containsExactlyInAnyOrderElementsOf(exceptions(name));
  }

  /** Those of a file: they are all that may differ, and all must. */
  private static List<String> exceptions(String file) {
    return EXCEPTIONS.stream()
        .filter(exception -> file.equals("optional/" + exception.split(":")[0]))
        .map(exception -> exception + ": accepted")
        .toList();
  }

  private static List<String> group(Path suite, JsonNode group, Dialect dialect, boolean formats) {
    var failures = new ArrayList<String>();
    CompiledSchema schema;
    try {
      schema =
          CompiledSchema.compile(group.get("schema"), uri -> remote(suite, uri), dialect, formats);
    } catch (SchemaException e) {
      return List.of(": schema refused: " + e.getMessage());
    }
    for (JsonNode test : group.get("tests").values()) {
      String description = ": " + test.get("description").asString() + ": ";
      boolean valid = test.get("valid").booleanValue();
      var tape = ExactJson.tape(test.get("data"));
      boolean found = schema.validate(tape, 0);
      if (found != valid) {
        failures.add(description + (found ? "accepted" : "refused"));
      }
      if (schema.validate(tape, 0, new Annotations()) != found) {
        failures.add(description + "the contrary when annotated");
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
