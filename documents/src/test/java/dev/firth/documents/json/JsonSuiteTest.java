package dev.firth.documents.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The public JSONTestSuite, from a checkout that the variable JSON_TEST_SUITE names. */
class JsonSuiteTest {
  private static final String VARIABLE = "JSON_TEST_SUITE";

  @TestFactory
  Stream<DynamicTest> parsing() throws IOException {
    String checkout = System.getenv(VARIABLE);
    assumeTrue(
        checkout != null, "set " + VARIABLE + " to a checkout of nst/JSONTestSuite to run it");
    List<Path> files;
    try (Stream<Path> list = Files.list(Path.of(checkout, "test_parsing"))) {
      files = list.sorted().toList();
    }
    return files.stream()
        .map(file -> DynamicTest.dynamicTest(String.valueOf(file.getFileName()), () -> run(file)));
  }

  /**
   * Files named y_ must be read, those named n_ refused, and i_ may be either but must not do
   * anything else.
   */
  private static void run(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    boolean read;
    try {
      Parsed.bytes(bytes);
      read = true;
    } catch (JsonException e) {
      read = false;
    }
    char expected = String.valueOf(file.getFileName()).charAt(0);
    if (expected != 'i') {
      assertThat(read).isEqualTo(expected == 'y' && !duplicates(file));
    }
  }

  /** RFC 8259 lets members repeat; we refuse that, as RFC 7493 asks. */
  private static boolean duplicates(Path file) {
    return String.valueOf(file.getFileName()).startsWith("y_object_duplicated_key");
  }
}
