package dev.firth.crds;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Bounds of a field, both inclusive: of the number itself, of a string's characters, of the entries
 * of a list or map.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT})
public @interface Limits {
  /** The least. */
  long min() default 0;

  /** The most. */
  long max() default Long.MAX_VALUE;
}
