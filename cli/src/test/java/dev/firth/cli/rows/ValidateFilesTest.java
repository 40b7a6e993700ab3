package dev.firth.cli.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.firth.documents.json.ExactJson;
import dev.firth.documents.json.JsonBuffer;
import dev.firth.documents.schema.CompiledSchema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code firth validate FILE...}: every file has an answer. */
class ValidateFilesTest {
  private static final String VARIABLE = "JSON_TEST_SUITE";

  /** Of members that repeat, the last counts; what else is wrong with a file still is. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"a":1,"a":"x"}                   | true}
          {"a":"x","a":1}                   | false,"errors":[{"pointer":"/a","keyword":"type","expected":"string","found":"number 1"}]}
          {"a":1,"b":{"c":[1,1]},"\\u0061":"x"} | true}
          [{"a":1,"a":1,"a":1}]             | true}
          {"a":1,"b":[],"a":"x","b":[{}]}   | true}
          {"a":1,"a":"\\ud800"}              | false,"error":"invalid JSON at byte 12: \\\\u escapes a surrogate without its other half"}
          {"a":1,"a":NaN}                   | false,"error":"invalid JSON at byte 11: expected a value, found 'N'"}
          """)
  void repeatedMembers(String text, String answer, @TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("file.json"), text);
    String line = judged("{\"properties\":{\"a\":{\"type\":\"string\"}}}", file);
    assertThat(line).isEqualTo("{\"file\":\"" + file + "\",\"valid\":" + answer);
  }

  /** The public JSONTestSuite: y_ files are valid, n_ files refused, i_ files answered. */
  @TestFactory
  Stream<DynamicTest> publicFiles() throws IOException {
    String checkout = System.getenv(VARIABLE);
    assumeTrue(
        checkout != null, "set " + VARIABLE + " to a checkout of nst/JSONTestSuite to run it");
    List<Path> files;
    try (Stream<Path> list = Files.list(Path.of(checkout, "test_parsing"))) {
      files = list.sorted().toList();
    }
    assertThat(files).hasSizeGreaterThan(300);
    return files.stream()
        .map(
            file -> DynamicTest.dynamicTest(String.valueOf(file.getFileName()), () -> judge(file)));
  }

  private static void judge(Path file) {
    String line = judged("true", file);
    char wanted = String.valueOf(file.getFileName()).charAt(0);
    assertThat(line).startsWith("{\"file\":\"" + file + "\",\"valid\":");
    if (wanted != 'i') {
      assertThat(line.endsWith("\"valid\":true}")).as(line).isEqualTo(wanted == 'y');
    }
  }

  private static String judged(String schema, Path file) {
    byte[] bytes = schema.getBytes(StandardCharsets.UTF_8);
    var files = new ValidateFiles(CompiledSchema.compile(ExactJson.read(bytes, 0, bytes.length)));
    var line = new JsonBuffer();
    files.judge(String.valueOf(file), line);
    return line.toString();
  }
}
