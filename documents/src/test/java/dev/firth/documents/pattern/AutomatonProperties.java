package dev.firth.documents.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** An automaton finds what java.util.regex finds for the same expression. */
class AutomatonProperties {
  private static final String[] ATOMS = {
    "a", "b", "é", "😀", ".", "[ab]", "[^a]", "\\d", "\\s", "[é-\\u{1F600}]", "^", "$", "1"
  };
  private static final String[] TEXTS = {"a", "b", "é", "😀", "1", "\n", "z"};

  @Property(tries = 3000)
  void agrees(@ForAll long seed) {
    var random = new Random(seed);
    String source = expression(random, 3);
    Regex regex = new RegexParser(source).parse();
    Automaton automaton = Automaton.of(regex).orElseThrow();
    Pattern java = Pattern.compile(JavaRegex.print(regex));
    EcmaPattern pattern = EcmaPattern.compile(source);
    for (int i = 0; i < 20; i++) {
      String text = text(random);
      byte[] utf8 = ("a" + text + "b").getBytes(StandardCharsets.UTF_8);
      assertThat(automaton.find(utf8, 1, utf8.length - 1))
          .as("%s in %s", source, text)
          .isEqualTo(java.matcher(text).find());
      assertThat(pattern.find(text)).isEqualTo(java.matcher(text).find());
    }
  }

  private static String expression(Random random, int depth) {
    var out = new StringBuilder();
    int parts = 1 + random.nextInt(3);
    for (int i = 0; i < parts; i++) {
      String atom =
          depth > 0 && random.nextInt(3) == 0
              ? "(" + expression(random, depth - 1) + ")"
              : ATOMS[random.nextInt(ATOMS.length)];
      out.append(atom);
      if (!atom.equals("^") && !atom.equals("$")) {
        out.append(
            switch (random.nextInt(9)) {
              case 0 -> "*";
              case 1 -> "+";
              case 2 -> "?";
              case 3 -> "{2}";
              case 4 -> "{1,2}?";
              default -> "";
            });
      }
      if (i + 1 < parts && random.nextInt(4) == 0) {
        out.append('|');
      }
    }
    return out.toString();
  }

  private static String text(Random random) {
    var out = new StringBuilder();
    for (int n = random.nextInt(7); n > 0; n--) {
      out.append(TEXTS[random.nextInt(TEXTS.length)]);
    }
    return out.toString();
  }
}
