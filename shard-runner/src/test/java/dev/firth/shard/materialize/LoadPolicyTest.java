package dev.firth.shard.materialize;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoadPolicyTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "fresh table,                  false, true,  ,     2101, false",
    "above the largest,            false, true,  2105, 2106, false",
    "the largest itself,           false, true,  2105, 2105, true",
    "below the largest,            false, true,  2105, 2101, true",
    "unsigned bytes,               false, true,  217f, 2180, false",
    "largest unknown,              false, false, ,     2106, true",
    "never,                        true,  true,  2105, 2101, false"
  })
  void decides(
      String what, boolean never, boolean byLargest, String largest, String key, boolean expected) {
    byte[] top = largest == null ? null : HexFormat.of().parseHex(largest);
    byte[] packed = HexFormat.of().parseHex(key);
    assertThat(
            new LoadPolicy(never, byLargest, false, top)
                .mustLoad(true, false, false, packed, packed.length))
        .as(what)
        .isEqualTo(expected);
  }

  @Test
  void theLargestOfClosedTransactionsCounts() {
    var policy = new LoadPolicy(false, true, false, null);
    byte[] five = {0x21, 5};
    byte[] three = {0x21, 3};
    policy.stored(five, 2);
    policy.stored(three, 2);
    assertThat(policy.largest()).containsExactly(0x21, 5);
    assertThat(policy.mustLoad(true, false, false, three, 2)).isTrue();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "it joins what is there,                  false, true,  false, false, true",
    "it replaces what is there,               true,  true,  true,  false, false",
    "the destination must know of the row,    false, true,  true,  false, true",
    "a delete,                                true,  true,  false, true,  true",
    "a later document of the key,             true,  false, false, false, false",
    "a later one that replaces,               true,  false, true,  false, false",
    "a later delete: is there such a row?,    true,  false, false, true,  true",
    "a later delete: asked with the first,    false, false, false, true,  false"
  })
  void documentsThatReplaceNeedNoLookup(
      String what,
      boolean upsert,
      boolean isNew,
      boolean replaces,
      boolean deletes,
      boolean expected) {
    byte[] key = {0x21, 5};
    var policy = new LoadPolicy(false, false, upsert, null);
    assertThat(policy.mustLoad(isNew, replaces, deletes, key, 2)).as(what).isEqualTo(expected);
  }
}
