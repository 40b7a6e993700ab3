package dev.firth.cli.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which command lines are read without picocli, and that none of them means anything else. */
class PlainWordsTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          validate --schema s.json a.json b.json          | plain
          validate a.json --schema s.json --draft 7       | plain
          validate --batch                                | plain
          combine --schema s.json --key /a --key /b --full | plain
          combine --batch                                 | plain
          fields --batch                                  | plain
          validate --schema=s.json a.json                 | picocli
          validate --schema s.json --schema t.json a.json | picocli
          validate --schema --batch                       | picocli
          validate --schema                               | picocli
          validate --schema s.json --key /a a.json        | picocli
          validate --help                                 | picocli
          validate -- -a.json                             | picocli
          validate @arguments                             | picocli
          combine --schema s.json --key /a file           | picocli
          fields .                                        | picocli
          fields --batch --full                           | picocli
          check .                                         | picocli
          validate                                        | picocli
          """)
  void whoReadsIt(String line, String reader) {
    assertThat(PlainCommand.of(line.split(" +")).isPresent()).isEqualTo(reader.equals("plain"));
  }

  @ParameterizedTest
  @CsvSource({"a --key /x b --key /y --full, /x /y, a b", "--full, '', ''"})
  void wordsByOption(String line, String keys, String rest) {
    var words = PlainWords.of(List.of(line.split(" "))).orElseThrow();
    assertThat(String.join(" ", words.all("--key"))).isEqualTo(keys);
    assertThat(String.join(" ", words.rest())).isEqualTo(rest);
    assertThat(words.has("--full")).isTrue();
    assertThat(words.one("--schema")).isEmpty();
  }
}
