package dev.firth.operator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is stored in config maps. */
class StoredTest {
  @Test
  void isCutToFitAndJoinedAgain() {
    byte[] content = new byte[2 * Stored.MOST_BYTES + 1000];
    new Random(7).nextBytes(content);
    var parts = Stored.parts("spec", "abc", content);
    assertThat(parts.keySet()).containsExactly("spec-abc-0", "spec-abc-1", "spec-abc-2");
    assertThat(parts.values()).allMatch(part -> part.length <= Stored.MOST_BYTES);
    assertThat(Stored.join(List.copyOf(parts.values()))).isEqualTo(content);
  }

  @Test
  void isNeverNoPart() {
    var parts = Stored.parts("spec", "abc", new byte[0]);
    assertThat(parts).hasSize(1);
    assertThat(Stored.join(List.copyOf(parts.values()))).isEmpty();
  }

  @Test
  void isTheSameBytesForTheSameContent() {
    byte[] content = "{}".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    assertThat(Stored.parts("spec", "abc", content).get("spec-abc-0"))
        .isEqualTo(Stored.parts("spec", "abc", content).get("spec-abc-0"));
  }

  @Test
  void saysWhatAPartIsOf() {
    assertThat(Stored.whole("spec-0123abcd-12")).isEqualTo("spec-0123abcd");
  }
}
