package dev.firth.crds;

import java.util.Arrays;
import java.util.Optional;

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
  DERIVATION("Derivation", Kind.FIRTH, Derivation.class),
  TEST("Test", Kind.FIRTH, Test.class),
  CATALOG("Catalog", Kind.FIRTH, Catalog.class),
  PUBLICATION("Publication", Kind.FIRTH, Publication.class);

  /** The API group of Firth's own kinds. */
  public static final String GROUP = "firth.dev";

  /** The {@code apiVersion} of Firth's own kinds. */
  public static final String FIRTH = GROUP + "/v1alpha1";

  /** The {@code apiVersion} of Kubernetes' core kinds. */
  public static final String CORE = "v1";

  private final String word;
  private final String apiVersion;
  private final Class<?> type;

  Kind(String word, String apiVersion, Class<?> type) {
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
    return Resource.class.isAssignableFrom(type)
        ? Optional.of(type.asSubclass(Resource.class))
        : Optional.empty();
  }

  /** The record of its fields, also of a kind that is not built yet. */
  public Class<?> fields() {
    return type;
  }

  /** How an API server serves it; empty for Kubernetes' own. */
  public Optional<Served> served() {
    return Optional.ofNullable(type.getAnnotation(Served.class));
  }

  /** The kind of this name. */
  public static Optional<Kind> of(String word) {
    return Arrays.stream(values()).filter(k -> k.word.equals(word)).findFirst();
  }
}
