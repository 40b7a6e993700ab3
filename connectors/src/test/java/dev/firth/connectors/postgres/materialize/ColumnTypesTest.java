package dev.firth.connectors.postgres.materialize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firth.connectors.sql.TypePage;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Columns are of the types that the page of projections says. */
class ColumnTypesTest {
  static List<TypePage.Row> rows() throws IOException {
    return TypePage.rows();
  }

  @Test
  void thePageHasThem() throws IOException {
    assertThat(rows()).hasSizeGreaterThan(15);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void types(TypePage.Row row) {
    assertThat(ColumnTypes.of(row.projection(), Map.of())).isEqualTo(row.postgres());
  }
}
