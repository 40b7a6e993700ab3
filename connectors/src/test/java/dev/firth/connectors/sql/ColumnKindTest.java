package dev.firth.connectors.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firth.specs.Inference;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnKindTest {
  @ParameterizedTest
  @CsvSource({
    "boolean, '', '', BOOLEAN",
    "boolean null, '', '', BOOLEAN",
    "integer, '', '', INTEGER",
    "integer null, '', '', INTEGER",
    "number, '', '', NUMBER",
    "integer number, '', '', NUMBER",
    "string, '', '', TEXT",
    "string null, date, '', DATE",
    "string, time, '', TIME",
    "string, date-time, '', TIMESTAMP",
    "string, uuid, '', UUID",
    "string, email, '', TEXT",
    "string, integer, '', BIG_INTEGER",
    "string, number, '', DECIMAL",
    "string, '', base64, BYTES",
    "string number, number, '', DECIMAL",
    "string integer, integer, '', BIG_INTEGER",
    "string number, integer, '', DECIMAL",
    "string integer, '', '', JSON",
    "string boolean, '', '', JSON",
    "object, '', '', JSON",
    "array null, '', '', JSON",
    "'', '', '', JSON"
  })
  void kinds(String types, String format, String encoding, ColumnKind kind) {
    var inference =
        Inference.of(Inference.Existence.MAY, types.isEmpty() ? new String[0] : types.split(" "));
    var full =
        new Inference(
            inference.types(),
            inference.exists(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false,
            Optional.of(format).filter(f -> !f.isEmpty()),
            Optional.empty(),
            Optional.of(encoding).filter(e -> !e.isEmpty()),
            Optional.empty(),
            OptionalLong.empty(),
            Optional.empty(),
            Optional.empty());
    assertThat(ColumnKind.of(full)).isEqualTo(kind);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 9223372036854775807, INTEGER",
    "-9223372036854775808, 0, INTEGER",
    "0, 9223372036854775808, BIG_INTEGER",
    "-1e30, 0, BIG_INTEGER"
  })
  void boundsDecideWhetherAnIntegerFits(BigDecimal minimum, BigDecimal maximum, ColumnKind kind) {
    var inference =
        new Inference(
            List.of("integer"),
            Inference.Existence.MUST,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            OptionalLong.empty(),
            Optional.of(minimum),
            Optional.of(maximum));
    assertThat(ColumnKind.of(inference)).isEqualTo(kind);
  }

  @ParameterizedTest
  @CsvSource({
    "TEXT, UUID, true",
    "UUID, TEXT, false",
    "NUMBER, INTEGER, true",
    "INTEGER, NUMBER, false",
    "DECIMAL, BIG_INTEGER, true",
    "JSON, TEXT, false",
    "TEXT, TEXT, true"
  })
  void whatAColumnTakes(ColumnKind column, ColumnKind values, boolean takes) {
    assertThat(column.takes(values)).isEqualTo(takes);
  }
}
