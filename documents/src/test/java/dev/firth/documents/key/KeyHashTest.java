package dev.firth.documents.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Vectors of XXH64 with seed 0, as the reference program prints them. */
class KeyHashTest {

  @ParameterizedTest(name = "\"{0}\"")
  @CsvSource(
      textBlock =
          """
          '',                                      ef46db3751d8e999
          a,                                       d24ec4f1a98c6e5b
          abc,                                     44bc2cf5ad770999
          Nobody inspects the spammish repetition, fbcea83c8a378bf1
          """)
  void hashesAsXxh64(String text, String expected) {
    byte[] padded = ("##" + text + "##").getBytes(StandardCharsets.US_ASCII);
    long wide = KeyHash.wide(padded, 2, text.length());
    assertThat(Long.toHexString(wide)).isEqualTo(expected);
    assertThat(KeyHash.of(padded, 2, text.length())).isEqualTo((int) (wide >>> 32));
  }
}
