package dev.firth.crds;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A regular expression that the whole text of a string (or of every entry of a list of strings)
 * matches.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT})
public @interface Pattern {
  /** The expression, in the common subset of RE2 and Java. */
  String value();

  /** What the expression asks for, as the rest of a sentence that begins with "expected". */
  String words();
}
