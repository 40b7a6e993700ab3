package dev.firth.documents.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EcmaPatternTest {
  @ParameterizedTest
  @CsvSource(
      delimiterString = ";;",
      quoteCharacter = '`',
      value = {
        "abc ;; xxabcx ;; true",
        "abc ;; ab ;; false",
        "^abc$ ;; abc ;; true",
        "^abc$ ;; xabc ;; false",
        "^$ ;; `` ;; true",
        "^$ ;; a ;; false",
        "a|b ;; xbx ;; true",
        "^(a|bc)+$ ;; abcbca ;; true",
        "^(a|bc)+$ ;; abcb ;; false",
        "(a*)* ;; b ;; true",
        "^(a*)*$ ;; b ;; false",
        "^[A-Z]{3}$ ;; EUR ;; true",
        "^[A-Z]{3}$ ;; EURO ;; false",
        "^[A-Z0-9-]{4,20}$ ;; SKU-1 ;; true",
        "^[^/]+$ ;; é漢😀 ;; true",
        "^[^/]+$ ;; a/b ;; false",
        "^.$ ;; 😀 ;; true",
        "^..$ ;; 😀 ;; false",
        "^\\S{2}$ ;; é漢 ;; true",
        "^x_ ;; x_trace ;; true",
        "^x_ ;; y_x_ ;; false",
        "\\d ;; ٣ ;; false",
        "^\\w+$ ;; é ;; false",
        "^\\W$ ;; é ;; true",
        "[] ;; a ;; false",
        "^[^]$ ;; a ;; true",
        "^[a-]$ ;; - ;; true",
        "^[\\w-]+$ ;; a-b ;; true",
        "^[\\]]$ ;; ] ;; true",
        "^[[]$ ;; [ ;; true",
        "^[a&&b]+$ ;; a&b ;; true",
        "^\\u{1F600}$ ;; 😀 ;; true",
        "^\\ud83d\\ude00$ ;; 😀 ;; true",
        "^\\x41\\u0042$ ;; AB ;; true",
        "^a{2}$ ;; aa ;; true",
        "^a{2,}$ ;; aaaa ;; true",
        "^a{2,3}$ ;; aaaa ;; false",
        "^a{0}$ ;; `` ;; true",
        "^a{,2}$ ;; a{,2} ;; true",
        "^{$ ;; { ;; true",
        "^\\p{L}+$ ;; éß漢 ;; true",
        "^\\p{L}+$ ;; a1 ;; false",
        "^\\p{Script=Greek}$ ;; α ;; true",
        "^\\P{Lu}$ ;; A ;; false",
        "^\\p{digit}+$ ;; ߀߁ ;; true",
        "^\\p{Emoji}$ ;; 😀 ;; true",
        "^[\\p{Lu}\\d]+$ ;; Ä1 ;; true",
        "^(?:ab)?$ ;; ab ;; true",
        "^(?=.*[0-9]).{3,}$ ;; ab1 ;; true",
        "^(?!abc) ;; abcd ;; false",
        "(?<=a)b ;; ab ;; true",
        "(?<!a)b ;; ab ;; false",
        "^(.)\\1$ ;; aa ;; true",
        "^(.)\\1$ ;; ab ;; false",
        "^(?<q>['\"])x\\k<q>$ ;; 'x' ;; true",
        "\\bfoo\\b ;; a foo b ;; true",
        "\\bfoo\\b ;; éfoo ;; true",
        "\\Boo ;; foo ;; true",
        "^\\/\\-\\_\\@$ ;; /-_@ ;; true",
        "^a+?$ ;; aaa ;; true",
        "$^ ;; `` ;; true",
        "$^ ;; a ;; false",
        "a$|^b ;; xa ;; true",
        "a$|^b ;; bx ;; true",
        "a$|^b ;; xbax ;; false",
        "^\\cJ$ ;; x ;; false"
      })
  void finds(String source, String text, boolean found) {
    assertThat(EcmaPattern.compile(source).find(text)).isEqualTo(found);
  }

  @Test
  void lineEndsAndSpacesAreThoseOfEcmaScript() {
    assertThat(EcmaPattern.compile("^a$").find("a\n")).isFalse();
    assertThat(EcmaPattern.compile("^a$").find("b\na")).isFalse();
    for (String end : new String[] {"\n", "\r", "\u2028", "\u2029"}) {
      assertThat(EcmaPattern.compile("^.$").find(end)).isFalse();
    }
    assertThat(EcmaPattern.compile("^.$").find("\u0085")).isTrue();
    for (String space :
        new String[] {
          " ", "\t", "\n", "\u000b", "\f", "\r", "\u00a0", "\ufeff", "\u2028", "\u3000", "\u2003"
        }) {
      assertThat(EcmaPattern.compile("^\\s$").find(space))
          .as("U+%04x", (int) space.charAt(0))
          .isTrue();
    }
    for (String no : new String[] {"\u0085", "\u180e", "\u200b", "\u0000"}) {
      assertThat(EcmaPattern.compile("\\s").find(no)).as("U+%04x", (int) no.charAt(0)).isFalse();
    }
    assertThat(EcmaPattern.compile("^\\v\\0\\cJ\\cj[\\b]$").find("\u000b\0\n\n\b")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(",
        "(a",
        "a)",
        "[",
        "[a",
        "[z-a]",
        "*",
        "+a",
        "?",
        "a**",
        "a++",
        "a{3,2}",
        "{2}",
        "\\",
        "\\Z",
        "\\A",
        "\\z",
        "\\G",
        "\\a",
        "\\e",
        "\\h",
        "\\R",
        "\\X",
        "\\Q",
        "\\c1",
        "\\x1",
        "\\u12",
        "\\u{110000}",
        "\\u{}",
        "\\p{Nope}",
        "\\pL",
        "\\p{Script=Nope}",
        "\\1",
        "(a)\\2",
        "\\k<a>",
        "(?<a>x)(?<a>y)",
        "(?P<a>x)",
        "(?>a)",
        "(?i)a",
        "(?#c)",
        "\\01",
        "^*",
        "$+",
        "\\b+",
        "(?<=a)*",
        "(?<1a>x)"
      })
  void refusesWhatEcmaScriptDoes(String source) {
    assertThatThrownBy(() -> EcmaPattern.compile(source))
        .isInstanceOf(PatternException.class)
        .hasMessageStartingWith("the regular expression \"" + source + "\" has ");
  }

  @Test
  void catastrophicExpressionsAreNoCatastrophe() {
    String long100k = "a".repeat(100_000);
    assertThat(EcmaPattern.compile("^(a+)+$").find(long100k + "b")).isFalse();
    assertThat(EcmaPattern.compile("^(a|a)*$").find(long100k)).isTrue();
    assertThat(EcmaPattern.compile("^(.|\\n)*$").find(long100k + "\n")).isTrue();
    assertThat(EcmaPattern.compile("(x+x+)+y").find("x".repeat(50_000))).isFalse();
    assertThatThrownBy(() -> EcmaPattern.compile("(".repeat(10_000)))
        .isInstanceOf(PatternException.class);
  }

  @Test
  void whatIsTooLargeForAnAutomatonIsStillFound() {
    EcmaPattern pattern = EcmaPattern.compile("[ab].{60}c");
    assertThat(pattern.find("xxa" + "d".repeat(60) + "c")).isTrue();
    assertThat(pattern.find("xxa" + "d".repeat(59) + "c")).isFalse();
    assertThat(EcmaPattern.compile("^a{2000}$").find("a".repeat(2000))).isTrue();
    assertThat(EcmaPattern.compile("^(ab){1,100000}$").find("ab".repeat(500))).isTrue();
  }
}
