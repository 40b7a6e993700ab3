package dev.firth.crds;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Groups of fields of which exactly one is given. A group is one field, or several joined by {@code
 * +} that go together.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE})
public @interface OneOf {
  /** The groups. */
  String[] value();

  /** Whether none of them may be given too. */
  boolean optional() default false;
}
