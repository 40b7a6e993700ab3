package dev.firth.documents.pattern;

import java.util.List;

/** A parsed regular expression. */
sealed interface Regex {
  int UNBOUNDED = Integer.MAX_VALUE;

  /** One code point of a set. */
  record Characters(CodePoints set) implements Regex {}

  record Sequence(List<Regex> parts) implements Regex {}

  record Choice(List<Regex> branches) implements Regex {}

  record Repeat(Regex body, int min, int max, boolean greedy) implements Regex {}

  /** A capturing group; the first has number 1. */
  record Group(Regex body, int number) implements Regex {}

  record BackReference(int group) implements Regex {}

  record Look(Regex body, boolean ahead, boolean negated) implements Regex {}

  record WordBoundary(boolean negated) implements Regex {}

  /** The start of the string. */
  record Start() implements Regex {}

  /** The end of the string. */
  record End() implements Regex {}
}
