package dev.firth.shard.materialize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firth.specs.CollectionSpec;
import dev.firth.specs.FragmentSpec;
import dev.firth.specs.SourceSpec;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.JsonNodeFactory;

class PartitionFilterTest {
  /** Included: region eu or a b; excluded: test true. */
  @ParameterizedTest
  @CsvSource({
    "region=eu/test=false, true",
    "region=a%20b/test=false, true",
    "region=us/test=false, false",
    "region=eu/test=true, false",
    "region=__HIVE_DEFAULT_PARTITION__/test=false, false",
    "test=false, false"
  })
  void selectsByThePath(String partition, boolean read) {
    assertThat(filter("eu", "a b").test(partition)).isEqualTo(read);
  }

  private static PartitionFilter filter(String... regions) {
    var any = JsonNodeFactory.instance.objectNode();
    var collection =
        new CollectionSpec(
            "d",
            "c",
            "0.0",
            List.of("/id"),
            any,
            any,
            List.of(),
            List.of(),
            FragmentSpec.DEFAULT,
            Optional.empty());
    return new PartitionFilter(
        new SourceSpec(
            collection,
            List.of(new SourceSpec.PartitionFilter("region", List.of(regions))),
            List.of(new SourceSpec.PartitionFilter("test", List.of("true"))),
            Optional.empty(),
            Optional.empty()));
  }
}
