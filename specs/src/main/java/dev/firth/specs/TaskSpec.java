package dev.firth.specs;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * One published task: everything that its shards need to run, nothing that they would have to look
 * up.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = CaptureSpec.class, name = TaskSpec.CAPTURE),
  @JsonSubTypes.Type(value = MaterializationSpec.class, name = TaskSpec.MATERIALIZATION)
})
public sealed interface TaskSpec permits CaptureSpec, MaterializationSpec {
  String CAPTURE = "capture";
  String MATERIALIZATION = "materialization";

  String namespace();

  String name();

  /** The reset counter and the one that Firth owns, as {@code "0.0"}. */
  String generation();

  ConnectorSpec connector();

  TransactionSpec transactions();

  int shards();

  boolean suspended();

  StoreSpec store();

  /** {@code "capture"} or {@code "materialization"}: the word that stands in log names. */
  default String kindName() {
    return switch (this) {
      case CaptureSpec _ -> CAPTURE;
      case MaterializationSpec _ -> MATERIALIZATION;
    };
  }

  /** What people call the task in sentences: {@code Capture shop}. */
  default String title() {
    return switch (this) {
      case CaptureSpec c -> "Capture " + c.name();
      case MaterializationSpec m -> "Materialization " + m.name();
    };
  }

  /** {@link #nameAmongAll(String, String)} of this task. */
  default String nameAmongAll() {
    return nameAmongAll(namespace(), name());
  }

  /**
   * What a task is called where tasks of several namespaces meet, as at sources and destinations:
   * {@code shop} in the namespace {@code default}, {@code acme/shop} in another.
   */
  static String nameAmongAll(String namespace, String name) {
    return namespace.equals("default") ? name : namespace + "/" + name;
  }

  /**
   * 32 hexadecimal digits that change if and only if the task must be restarted to run this spec.
   * Operational fields (shards, suspended, transactions, interval) act on the running task and are
   * left out.
   */
  default String hash() {
    return SpecJson.hash(this);
  }
}
