package dev.firth.catalog.load;

import dev.firth.catalog.Problem;
import dev.firth.crds.Capture;
import dev.firth.crds.Collection;
import dev.firth.crds.ConfigMap;
import dev.firth.crds.Connector;
import dev.firth.crds.Kind;
import dev.firth.crds.Materialization;
import dev.firth.crds.Resource;
import dev.firth.crds.Schema;
import dev.firth.crds.StorageMapping;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The resources of one namespace as people wrote them: each well formed by itself, with the
 * problems of those that are not.
 */
public final class Draft {
  private final String namespace;
  private final Map<Kind, SortedMap<String, Located<?>>> resources = new EnumMap<>(Kind.class);
  private final Secrets secrets;
  private final List<Problem> problems;
  private final Map<Name, Origin> broken;
  private final boolean unreadable;
  private final Skipped skipped;

  /** A kind and a name. */
  record Name(Kind kind, String name) {}

  Draft(
      String namespace,
      List<Located<?>> all,
      Secrets secrets,
      List<Problem> problems,
      Map<Name, Origin> broken,
      boolean unreadable,
      Skipped skipped) {
    this.namespace = namespace;
    for (Located<?> located : all) {
      resources
          .computeIfAbsent(located.origin().kind(), k -> new TreeMap<>())
          .put(located.name(), located);
    }
    this.secrets = secrets;
    this.problems = problems.stream().sorted().toList();
    this.broken = Map.copyOf(broken);
    this.unreadable = unreadable;
    this.skipped = skipped;
  }

  /** The namespace of all its resources. */
  public String namespace() {
    return namespace;
  }

  /** Its Collections by name. */
  public SortedMap<String, Located<Collection>> collections() {
    return of(Kind.COLLECTION, Collection.class);
  }

  /** Its Captures by name. */
  public SortedMap<String, Located<Capture>> captures() {
    return of(Kind.CAPTURE, Capture.class);
  }

  /** Its Materializations by name. */
  public SortedMap<String, Located<Materialization>> materializations() {
    return of(Kind.MATERIALIZATION, Materialization.class);
  }

  /** Its Schemas by name. */
  public SortedMap<String, Located<Schema>> schemas() {
    return of(Kind.SCHEMA, Schema.class);
  }

  /** Its StorageMappings by name. */
  public SortedMap<String, Located<StorageMapping>> storageMappings() {
    return of(Kind.STORAGE_MAPPING, StorageMapping.class);
  }

  /** Its Connectors by name. */
  public SortedMap<String, Located<Connector>> connectors() {
    return of(Kind.CONNECTOR, Connector.class);
  }

  /** Its ConfigMaps by name. */
  public SortedMap<String, Located<ConfigMap>> configMaps() {
    return of(Kind.CONFIG_MAP, ConfigMap.class);
  }

  /** Values of its Secrets and of {@code .env}. */
  public Secrets secrets() {
    return secrets;
  }

  /** What is wrong with single resources and files, in order of file and line. */
  public List<Problem> problems() {
    return problems;
  }

  /** What was passed over. */
  public Skipped skipped() {
    return skipped;
  }

  /**
   * Whether a resource of this kind and name stands in the files, although it is not among those
   * that could be read: another one that names it is not to blame. So it may be while a whole file
   * can't be read.
   */
  public boolean mayHoldBroken(Kind kind, String name) {
    return unreadable || broken.containsKey(new Name(kind, name));
  }

  /** Whether some resource that could not be read is of this kind and name. */
  public boolean holdsBroken(Kind kind, String name) {
    return broken.containsKey(new Name(kind, name));
  }

  /** Whether a whole file, or a resource without a known kind, could not be read. */
  public boolean isUnreadable() {
    return unreadable;
  }

  /** The resources that could not be read as such, in order of file and line. */
  public List<Origin> broken() {
    return broken.values().stream()
        .sorted(Comparator.comparing(Origin::file).thenComparing(o -> o.root().line()))
        .toList();
  }

  private <R extends Resource> SortedMap<String, Located<R>> of(Kind kind, Class<R> type) {
    var typed = new TreeMap<String, Located<R>>();
    var known =
        new ArrayList<>(resources.getOrDefault(kind, Collections.emptySortedMap()).values());
    known.forEach(l -> typed.put(l.name(), new Located<>(type.cast(l.resource()), l.origin())));
    return typed;
  }
}
