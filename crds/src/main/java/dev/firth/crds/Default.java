package dev.firth.crds;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What the API server writes into a field that was left out. Only where something in Kubernetes
 * needs the field to be there, such as {@code /scale}: everything else that is left out stays out.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT})
public @interface Default {
  /** The value as JSON. */
  String value();
}
