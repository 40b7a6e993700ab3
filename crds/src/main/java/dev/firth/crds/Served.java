package dev.firth.crds;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** How an API server serves a kind of Firth. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE})
public @interface Served {
  /** The kind's name in URLs. */
  String plural();

  /** What people type. */
  String shortName();

  /** The record of its status. */
  Class<?> status();

  /** Whether it has {@code /scale}. */
  boolean scale() default false;
}
