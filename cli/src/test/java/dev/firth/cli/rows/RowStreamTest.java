package dev.firth.cli.rows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firth.documents.json.JsonBuffer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowStreamTest {
  private static final int LONGEST = 200_000;

  /** Answers a row by its length; refuses one that begins with a question mark. */
  private static final class Lengths implements RowAnswer {

    @Override
    public void answer(byte[] bytes, int offset, int length, JsonBuffer out) {
      out.raw("half an answer");
      if (length > 0 && bytes[offset] == '?') {
        throw new RowException("no question");
      }
      if (length > 0 && bytes[offset] == '!') {
        throw new OutOfMemoryError("as if");
      }
      out.truncate(out.size() - "half an answer".length());
      out.number(length);
    }

    @Override
    public void forget() {
      // keeps nothing
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # rows, / for a newline | answers
          ''                      | ''
          a/bc/                   | 1/2/
          a/bc                    | 1/2/
          a//bc/                  | 1/0/2/
          /                       | 0/
          a/?/b                   | 1/{"error":"no question"}/1/
          a/!/b                   | 1/{"error":"the row needs more memory than this program may take (see -Xmx)"}/1/
          """)
  void oneAnswerARow(String rows, String answers) throws IOException {
    assertThat(run(rows.replace('/', '\n'))).isEqualTo(answers.replace('/', '\n'));
  }

  @Test
  void rowsOfAnyLengthUpToTheLongest() throws IOException {
    var rows = new StringBuilder();
    var answers = new StringBuilder();
    for (int length : new int[] {1, LONGEST, 65_536, LONGEST + 1, 2, 3 * LONGEST, 65_535, 0, 5}) {
      rows.append("a".repeat(length)).append('\n');
      answers
          .append(length > LONGEST ? "{\"error\":\"the row is longer than 200000 bytes\"}" : length)
          .append('\n');
    }
    assertThat(run(rows.toString())).isEqualTo(answers.toString());
    assertThat(run(rows + "b".repeat(2 * LONGEST)))
        .isEqualTo(answers + "{\"error\":\"the row is longer than 200000 bytes\"}\n");
  }

  @Test
  void everyRowIsAnsweredBeforeMoreIsAwaited() throws IOException {
    var out = new ByteArrayOutputStream();
    var seen = new ArrayList<String>();
    var arriving = List.of("a\nbb\n", "cc", "c\n").iterator();
    var in =
        new InputStream() {
          @Override
          public int read() {
            throw new AssertionError();
          }

          @Override
          public int read(byte[] into, int offset, int length) {
            seen.add(out.toString(StandardCharsets.UTF_8).replace('\n', '/'));
            if (!arriving.hasNext()) {
              return -1;
            }
            byte[] next = arriving.next().getBytes(StandardCharsets.UTF_8);
            System.arraycopy(next, 0, into, offset, next.length);
            return next.length;
          }
        };
    RowStream.run(in, out, new Lengths());
    assertThat(seen).containsExactly("", "1/2/", "1/2/", "1/2/3/");
  }

  private static String run(String rows) throws IOException {
    var out = new ByteArrayOutputStream();
    RowStream.run(
        new ByteArrayInputStream(rows.getBytes(StandardCharsets.UTF_8)),
        out,
        new Lengths(),
        LONGEST);
    return out.toString(StandardCharsets.UTF_8);
  }
}
