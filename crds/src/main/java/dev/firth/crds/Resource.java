package dev.firth.crds;

/** One resource of a namespace, of a kind that this release serves. */
public sealed interface Resource
    permits Capture,
        Collection,
        ConfigMap,
        Connector,
        Materialization,
        Schema,
        Secret,
        StorageMapping {
  /** Name, namespace, labels. */
  Metadata metadata();
}
