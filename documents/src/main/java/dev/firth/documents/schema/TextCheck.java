package dev.firth.documents.schema;

import dev.firth.documents.json.Tape;
import dev.firth.documents.pattern.EcmaPattern;
import org.jspecify.annotations.Nullable;

/** A check of the decoded UTF-8 of a string. Only strings with escapes are copied for it. */
abstract class TextCheck extends Check {
  abstract boolean accepts(byte[] utf8, int from, int to);

  @Override
  final Check believed() {
    return TRUE;
  }

  @Override
  final boolean test(Tape t, int node, @Nullable Annotations out) {
    if (t.escaped(node)) {
      byte[] decoded = new byte[t.length(node)];
      return accepts(decoded, 0, t.decode(node, decoded, 0));
    }
    int from = t.offset(node);
    return accepts(t.bytes(), from, from + t.length(node));
  }

  /** pattern, and the names of patternProperties. */
  static TextCheck pattern(EcmaPattern pattern) {
    return new TextCheck() {
      @Override
      boolean accepts(byte[] utf8, int from, int to) {
        return pattern.find(utf8, from, to);
      }
    };
  }

  static TextCheck format(Format format) {
    return new TextCheck() {
      @Override
      boolean accepts(byte[] utf8, int from, int to) {
        return format.accepts(utf8, from, to);
      }
    };
  }
}
