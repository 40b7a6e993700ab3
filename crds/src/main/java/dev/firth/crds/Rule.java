package dev.firth.crds;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What the fields of an object, or an object and what it was before, have to have in common. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE})
@Repeatable(Rule.All.class)
public @interface Rule {
  /**
   * A CEL expression of Kubernetes 1.30 over {@code self}, and {@code oldSelf} where it changes.
   */
  String value();

  /** The sentence for the person whose manifest is refused. */
  String says();

  /** The rules of one type. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target({ElementType.TYPE})
  @interface All {
    /** In order. */
    Rule[] value();
  }
}
