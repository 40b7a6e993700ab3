package dev.firth.documents.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The public JSONTestSuite, from a checkout that the variable JSON_TEST_SUITE names. */
class JsonSuiteTest {
  private static final String VARIABLE = "JSON_TEST_SUITE";

  /** RFC 8259 lets members repeat; RFC 7493 refuses that: see docs/reference/conformance.md. */
  private static final Set<String> DUPLICATES =
      Set.of("y_object_duplicated_key.json", "y_object_duplicated_key_and_value.json");

  /**
   * What may be read or refused is read, but for text that is not Unicode or not UTF-8, and an
   * exponent of more than nine digits.
   */
  private static final Set<String> READ =
      Set.of(
          "i_number_double_huge_neg_exp.json",
          "i_number_neg_int_huge_exp.json",
          "i_number_pos_double_huge_exp.json",
          "i_number_real_neg_overflow.json",
          "i_number_real_pos_overflow.json",
          "i_number_real_underflow.json",
          "i_number_too_big_neg_int.json",
          "i_number_too_big_pos_int.json",
          "i_number_very_big_negative_int.json",
          "i_structure_500_nested_arrays.json");

  @TestFactory
  Stream<DynamicTest> parsing() throws IOException {
    return files("test_parsing").stream()
        .map(file -> DynamicTest.dynamicTest(name(file), () -> judge(file)));
  }

  /** Whatever is read is written again to the byte: digits, escapes and order. */
  @TestFactory
  Stream<DynamicTest> nothingIsLost() throws IOException {
    return Stream.of("test_parsing", "test_transform")
        .flatMap(folder -> files(folder).stream())
        .map(file -> DynamicTest.dynamicTest(name(file), () -> unchanged(file)));
  }

  /** Files named y_ must be read, those named n_ refused, and i_ may be either. */
  private static void judge(Path file) throws IOException {
    String name = name(file);
    boolean expected =
        switch (name.charAt(0)) {
          case 'y' -> !DUPLICATES.contains(name);
          case 'n' -> false;
          default -> READ.contains(name);
        };
    assertThat(isRead(Files.readAllBytes(file))).as(name).isEqualTo(expected);
  }

  private static boolean isRead(byte[] bytes) {
    try {
      Parsed.bytes(bytes);
      return true;
    } catch (JsonException e) {
      return false;
    }
  }

  private static void unchanged(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    if (isRead(bytes)) {
      String text = new String(bytes, StandardCharsets.UTF_8).strip();
      assertThat(new JsonBuffer().value(Parsed.bytes(bytes), 0)).hasToString(text);
    }
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  private static List<Path> files(String folder) {
    String checkout = System.getenv(VARIABLE);
    assumeTrue(
        checkout != null, "set " + VARIABLE + " to a checkout of nst/JSONTestSuite to run it");
    try (Stream<Path> list = Files.list(Path.of(checkout, folder))) {
      List<Path> files = list.sorted().toList();
      assertThat(files).as(folder).hasSizeGreaterThan(20);
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
