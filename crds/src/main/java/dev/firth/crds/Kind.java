package dev.firth.crds;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The kinds that Firth knows by name, those that this release does not serve included. */
public enum Kind {
  COLLECTION("Collection", Kind.FIRTH, Collection.class),
  CAPTURE("Capture", Kind.FIRTH, Capture.class),
  MATERIALIZATION("Materialization", Kind.FIRTH, Materialization.class),
  SCHEMA("Schema", Kind.FIRTH, Schema.class),
  STORAGE_MAPPING("StorageMapping", Kind.FIRTH, StorageMapping.class),
  CONNECTOR("Connector", Kind.FIRTH, Connector.class),
  SECRET("Secret", Kind.CORE, Secret.class),
  CONFIG_MAP("ConfigMap", Kind.CORE, ConfigMap.class),
  DERIVATION("Derivation", Kind.FIRTH, null),
  TEST("Test", Kind.FIRTH, null),
  CATALOG("Catalog", Kind.FIRTH, null),
  PUBLICATION("Publication", Kind.FIRTH, null);

  /** The API group of Firth's own kinds. */
  public static final String GROUP = "firth.dev";

  /** The {@code apiVersion} of Firth's own kinds. */
  public static final String FIRTH = GROUP + "/v1alpha1";

  /** The {@code apiVersion} of Kubernetes' core kinds. */
  public static final String CORE = "v1";

  private final String word;
  private final String apiVersion;
  private final @Nullable Class<? extends Resource> type;

  Kind(String word, String apiVersion, @Nullable Class<? extends Resource> type) {
    this.word = word;
    this.apiVersion = apiVersion;
    this.type = type;
  }

  /** The kind as files write it. */
  public String word() {
    return word;
  }

  /** The {@code apiVersion} that goes with it. */
  public String apiVersion() {
    return apiVersion;
  }

  /** The record of its resources; empty for a kind that is not built yet. */
  public Optional<Class<? extends Resource>> type() {
    return Optional.ofNullable(type);
  }

  /** The kind of this name. */
  public static Optional<Kind> of(String word) {
    return Arrays.stream(values()).filter(k -> k.word.equals(word)).findFirst();
  }
}
