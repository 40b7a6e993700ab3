package dev.firth.documents.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Containers that are not opened end where they do when they are read. */
class BracketScanTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "[[],[[]],{}]",
        "{\"a\":\"}\"}",
        "{\"a\":\"]\\\"}\",\"b\":[\"\\\\\"]}",
        "[\"é{\",\"\\u005d[\", {\"Yy_\":[1,2,{\"deep\":[[[]]]}]} ]",
        "[1,2,3,4,5,6,7,8,9,10,11,12,13,\"[[[[[[[[[[[[[[[[\"]"
      })
  void ends(String container) {
    for (String behind : new String[] {"", "]", "}]\"", ",\"longer than a word\":[1]}"}) {
      byte[] bytes = (" " + container + behind).getBytes(StandardCharsets.UTF_8);
      int length = container.getBytes(StandardCharsets.UTF_8).length;
      assertThat(BracketScan.after(bytes, 1)).isEqualTo(1 + length);
    }
  }

  @Property(tries = 2000)
  void endsWhereItsTapeSays(@ForAll long seed) {
    var random = new Random(seed);
    byte[] bytes = new RandomJson(random).value(5).getBytes(StandardCharsets.UTF_8);
    var tape = new Tape();
    tape.parse(bytes, 0, bytes.length);
    for (int node = 0, end = tape.next(0); node < end; node += 2) {
      if (tape.type(node) >= Tape.ARRAY) {
        assertThat(BracketScan.after(bytes, tape.start(node))).isEqualTo(tape.end(node));
      }
    }
  }

  @Property(tries = 1000)
  void skimmedTapesHaveTheSpansOfTheirLevels(@ForAll long seed) {
    byte[] bytes = new RandomJson(new Random(seed)).value(5).getBytes(StandardCharsets.UTF_8);
    var whole = new Tape();
    whole.parse(bytes, 0, bytes.length);
    for (int levels = 0; levels < 4; levels++) {
      var skimmed = new Tape();
      skimmed.skim(bytes, 0, bytes.length, levels);
      same(whole, 0, skimmed, 0, levels);
    }
  }

  private static void same(Tape whole, int w, Tape skimmed, int s, int levels) {
    assertThat(skimmed.type(s)).isEqualTo(whole.type(w));
    assertThat(skimmed.start(s)).isEqualTo(whole.start(w));
    assertThat(skimmed.end(s)).isEqualTo(whole.end(w));
    if (whole.type(w) < Tape.ARRAY || levels == 0) {
      assertThat(skimmed.next(s)).isEqualTo(s + 2);
      return;
    }
    assertThat(skimmed.count(s)).isEqualTo(whole.count(w));
    int name = whole.type(w) == Tape.OBJECT ? 2 : 0;
    int mine = s + 2;
    for (int child = w + 2; child < whole.next(w); child = whole.next(child + name)) {
      same(whole, child + name, skimmed, mine + name, levels - 1);
      mine = skimmed.next(mine + name);
    }
  }
}
