package dev.firth.crds;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Fields that are accepted beside the record's own and mean nothing to Firth. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE})
public @interface KnownFields {
  /** Their names. */
  String[] value();
}
