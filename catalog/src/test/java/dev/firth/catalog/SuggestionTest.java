package dev.firth.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionTest {
  @ParameterizedTest
  @CsvSource({
    "orderz, orders",
    "oders, orders",
    "Orders, orders",
    "traget, target",
    "order, orders",
    "visits, ",
    "x, ",
    "id, id",
    "di, id",
  })
  void nearest(String written, @Nullable String meant) {
    assertThat(Suggestion.nearest(written, List.of("orders", "target", "id", "customers")))
        .isEqualTo(Optional.ofNullable(meant));
  }
}
