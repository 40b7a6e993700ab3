package dev.firth.crds;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A column of {@code kubectl get}, in the order of the annotations. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE})
@Repeatable(Column.All.class)
public @interface Column {
  /** The path of the status of the condition Ready. */
  String READY = ".status.conditions[?(@.type==\"Ready\")].status";

  /** The path of the reason of the condition Ready. */
  String REASON = ".status.conditions[?(@.type==\"Ready\")].reason";

  /** The path of the message of the condition Ready. */
  String MESSAGE = ".status.conditions[?(@.type==\"Ready\")].message";

  /** The path of the time of creation. */
  String AGE = ".metadata.creationTimestamp";

  /** Its heading. */
  String name();

  /** Where its value stands, as a JSON path of Kubernetes. */
  String path();

  /** {@code string}, {@code integer} or {@code date}. */
  String type() default "string";

  /** Whether only {@code -o wide} shows it. */
  boolean wide() default false;

  /** The columns of one kind. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target({ElementType.TYPE})
  @interface All {
    /** In order. */
    Column[] value();
  }
}
