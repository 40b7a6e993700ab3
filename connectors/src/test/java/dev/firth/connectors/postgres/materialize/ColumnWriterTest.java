package dev.firth.connectors.postgres.materialize;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firth.documents.json.Tape;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.util.PGBinaryObject;

/** How numbers are given to columns of integers. */
class ColumnWriterTest {
  /** Five words of an array, and the length of its one element. */
  private static final int HEADER = 24;

  /** What no integer type holds is given as it stands, for the database to refuse. */
  @ParameterizedTest
  @CsvSource({
    "7, 7",
    "1.0, 1",
    "-12e2, -1200",
    "0e999999999, 0",
    "9223372036854775807.00, 9223372036854775807",
    "1e999999999, 1e999999999",
    "-1.5e21, -1.5e21",
  })
  void integers(String json, String input) throws Exception {
    Tape tape = new Tape();
    byte[] bytes = json.getBytes(UTF_8);
    tape.parse(bytes, 0, bytes.length);
    ColumnWriter column = new ColumnWriter("bigint", false);
    column.add(tape, 0);
    byte[] sent = new byte[column.size()];
    ((PGBinaryObject) column.parameter()).toBytes(sent, 0);
    assertThat(new String(sent, HEADER, sent.length - HEADER, US_ASCII)).isEqualTo(input);
  }
}
