package dev.firth.crds;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A field, or a value of an enumeration, that is part of the contract and refused by this release:
 * {@code NotYetSupported}, never ignored.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD})
public @interface NotBuilt {
  /** Values, as text, that ask for nothing and are accepted. */
  String[] unless() default {};

  /** What to do instead: a whole sentence, or nothing. */
  String instead() default "";
}
