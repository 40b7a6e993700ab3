package dev.firth.documents.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;

/** The public JSONTestSuite, of which src/test/resources has a copy. */
class JsonSuiteTest {
  /** RFC 8259 lets members repeat; we refuse that, as RFC 7493 asks. */
  private static final Set<String> DUPLICATES =
      Set.of("y_object_duplicated_key.json", "y_object_duplicated_key_and_value.json");

  /** Files that the copy leaves out because they are large, and say little. */
  private static final List<DynamicTest> LARGE =
      List.of(
          made("n_structure_100000_opening_arrays.json", "[".repeat(100_000)),
          made("n_structure_open_array_object.json", "[{\"\":".repeat(50_000) + "\n"));

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
    Stream<DynamicTest> copied =
        files("test_parsing").stream().map(file -> DynamicTest.dynamicTest(name(file), file(file)));
    return Stream.concat(copied, LARGE.stream());
  }

  /** Whatever is read is written again to the byte: digits, escapes and order. */
  @TestFactory
  Stream<DynamicTest> nothingIsLost() throws IOException {
    return Stream.of("test_parsing", "test_transform")
        .flatMap(folder -> files(folder).stream())
        .map(file -> DynamicTest.dynamicTest(name(file), () -> unchanged(file)));
  }

  private static DynamicTest made(String name, String text) {
    return DynamicTest.dynamicTest(
        name, () -> judge(name, text.getBytes(StandardCharsets.ISO_8859_1)));
  }

  private static Executable file(Path file) {
    return () -> judge(name(file), Files.readAllBytes(file));
  }

  /** Files named y_ must be read, those named n_ refused, and i_ may be either. */
  private static void judge(String name, byte[] bytes) {
    boolean expected =
        switch (name.charAt(0)) {
          case 'y' -> !DUPLICATES.contains(name);
          case 'n' -> false;
          default -> READ.contains(name);
        };
    assertThat(isRead(bytes)).as(name).isEqualTo(expected);
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
    var url =
        Objects.requireNonNull(JsonSuiteTest.class.getResource("/JSONTestSuite/" + folder), folder);
    try (Stream<Path> list = Files.list(Path.of(url.toURI()))) {
      List<Path> files = list.sorted().toList();
      assertThat(files).as(folder).hasSizeGreaterThan(20);
      return files;
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException(folder, e);
    }
  }
}
