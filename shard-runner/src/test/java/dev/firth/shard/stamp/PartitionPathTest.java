package dev.firth.shard.stamp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firth.documents.json.Pointer;
import dev.firth.documents.json.Tape;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartitionPathTest {
  private final PartitionPath path =
      new PartitionPath(
          List.of(
              new PartitionPath.Field("region", Pointer.of("/at/region")),
              new PartitionPath.Field("tier", Pointer.of("/tier"))));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
      {"at":{"region":"eu"},"tier":3}       | region=eu/tier=3
      {"at":{"region":true},"tier":-1}      | region=true/tier=-1
      {"at":{"region":null},"tier":3}       | region=__HIVE_DEFAULT_PARTITION__/tier=3
      {"tier":""}                           | region=__HIVE_DEFAULT_PARTITION__/tier=
      {"at":{"region":"a/b c"},"tier":"ü%"} | region=a%2Fb%20c/tier=%C3%BC%25
      {"at":{"region":"..=_~-"},"tier":0}   | region=..%3D_~-/tier=0
      {"at":{"region":"__HIVE_DEFAULT_PARTITION__"},"tier":1} | region=%5F_HIVE_DEFAULT_PARTITION__/tier=1
      """)
  void encodes(String document, String expected) {
    var tape = new Tape();
    byte[] bytes = document.getBytes(UTF_8);
    tape.parse(bytes, 0, bytes.length);
    assertThat(path.of(tape, 0)).isEqualTo(expected);
  }
}
