package dev.firth.catalog.build;

import dev.firth.catalog.Reason;
import dev.firth.catalog.load.Draft;
import dev.firth.catalog.load.Located;
import dev.firth.catalog.load.Origin;
import dev.firth.crds.Kind;
import dev.firth.crds.StorageMapping;
import dev.firth.specs.StoreSpec;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Which store a task writes: that of the mapping whose glob fits its collections with the longest
 * literal prefix; {@code default} serves what no other one does.
 */
final class StoreMappings {
  private static final String DEFAULT = "default";
  private static final List<String> KEYS = List.of("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY");

  private final Draft draft;
  private final Stores stores;
  private final Findings findings;
  private final Map<String, Optional<String>> byCollection = new HashMap<>();
  private final Map<String, Optional<StoreSpec>> byMapping = new HashMap<>();

  StoreMappings(Draft draft, Stores stores, Findings findings) {
    this.draft = draft;
    this.stores = stores;
    this.findings = findings;
    draft.storageMappings().values().forEach(m -> byMapping.put(m.name(), store(m)));
  }

  /**
   * The store of a task.
   *
   * @param task whose problem it is if there is none
   * @param collections that it writes or reads
   */
  Optional<StoreSpec> of(Origin task, SortedSet<String> collections) {
    if (stores instanceof Stores.Fixed fixed) {
      return Optional.of(fixed.store());
    }
    var mappings = new TreeSet<String>();
    for (String collection : collections) {
      Optional<String> mapping =
          byCollection.computeIfAbsent(collection, name -> mapping(task, name));
      if (mapping.isEmpty()) {
        findings.broken(task.kind(), task.name());
        return Optional.empty();
      }
      mappings.add(mapping.get());
    }
    if (mappings.size() > 1) {
      findings.add(
          task,
          "/spec/bindings",
          Reason.MIXED_STORES,
          "its collections are kept by several StorageMappings ("
              + String.join(", ", mappings)
              + "), and a transaction is one object in one bucket. Split the task, or let one"
              + " mapping serve all of "
              + String.join(", ", collections)
              + ".");
      return Optional.empty();
    }
    Optional<StoreSpec> store = byMapping.getOrDefault(mappings.first(), Optional.empty());
    if (store.isEmpty()) {
      findings.broken(task.kind(), task.name());
    }
    return store;
  }

  /** A mapping's glob that fits a collection. */
  private record Fit(Located<StorageMapping> mapping, int glob, int literal) {}

  private Optional<String> mapping(Origin task, String collection) {
    var fits = new ArrayList<Fit>();
    for (Located<StorageMapping> mapping : draft.storageMappings().values()) {
      List<String> globs = mapping.resource().spec().collections();
      for (int i = 0; i < globs.size(); i++) {
        if (matches(globs.get(i), collection)) {
          int literal = mapping.name().equals(DEFAULT) ? -1 : literal(globs.get(i));
          fits.add(new Fit(mapping, i, literal));
        }
      }
    }
    fits.sort(Comparator.comparingInt(Fit::literal).reversed());
    if (fits.isEmpty()) {
      none(task, collection);
      return Optional.empty();
    }
    Fit best = fits.getFirst();
    Optional<Fit> tie =
        fits.stream()
            .filter(f -> f.literal == best.literal && f.mapping != best.mapping)
            .findFirst();
    tie.ifPresent(other -> tie(best, other, collection));
    return tie.isPresent() ? Optional.empty() : Optional.of(best.mapping.name());
  }

  private void none(Origin task, String collection) {
    if (!draft.mayHoldBroken(Kind.STORAGE_MAPPING, DEFAULT)) {
      findings.add(
          task,
          "",
          Reason.DEPENDENCY_NOT_FOUND,
          "no StorageMapping serves the collection \""
              + collection
              + "\". Add one; one of the name \"default\" serves all that no other one selects.");
    }
  }

  private void tie(Fit one, Fit other, String collection) {
    findings.add(
        other.mapping.origin(),
        "/spec/collections/" + other.glob,
        Reason.BUILD_FAILED,
        "this fits the collection \""
            + collection
            + "\" as well as \""
            + one.mapping.resource().spec().collections().get(one.glob)
            + "\" of StorageMapping "
            + one.mapping.name()
            + " ("
            + one.mapping.origin().place("/spec/collections/" + one.glob)
            + ") does. Write more of the name before the * in one of them.");
  }

  private static boolean matches(String glob, String name) {
    var expression = new StringBuilder();
    for (char c : glob.toCharArray()) {
      expression.append(
          switch (c) {
            case '*' -> ".*";
            case '?' -> ".";
            default -> Pattern.quote(String.valueOf(c));
          });
    }
    return name.matches(expression.toString());
  }

  private static int literal(String glob) {
    int i = 0;
    while (i < glob.length() && glob.charAt(i) != '*' && glob.charAt(i) != '?') {
      i++;
    }
    return i;
  }

  private Optional<StoreSpec> store(Located<StorageMapping> mapping) {
    StorageMapping.Spec spec = mapping.resource().spec();
    int before = findings.size();
    if (spec.stores().size() > 1) {
      add(
          mapping,
          "/spec/stores/1",
          Reason.NOT_YET_SUPPORTED,
          "more than one store is not supported yet. Name one.");
    }
    StorageMapping.S3 s3 = spec.stores().getFirst().s3();
    String written = s3.endpoint() == null ? "" : s3.endpoint();
    Optional<URI> endpoint = endpoint(written);
    if (endpoint.isEmpty() && !written.isEmpty()) {
      add(
          mapping,
          "/spec/stores/0/s3/endpoint",
          Reason.BUILD_FAILED,
          "expected a URL such as https://minio.example:9000.");
      return Optional.empty();
    }
    Optional<String> region = Optional.ofNullable(s3.region()).filter(r -> !r.isEmpty());
    if (endpoint.isEmpty() && region.isEmpty()) {
      add(
          mapping,
          "/spec/stores/0/s3/region",
          Reason.BUILD_FAILED,
          "is missing: AWS needs the bucket's region, such as eu-west-1. For another service, give"
              + " its endpoint.");
    }
    Optional<String> credentials = credentials(mapping, spec.stores().getFirst());
    Duration retention =
        spec.logRetention() == null ? Duration.ofHours(24) : spec.logRetention().toDuration();
    if (retention.compareTo(Duration.ofSeconds(20)) < 0) {
      add(mapping, "/spec/logRetention", Reason.BUILD_FAILED, "expected at least 20s.");
    }
    String prefix = s3.prefix() == null ? "" : s3.prefix();
    return findings.size() > before
        ? Optional.empty()
        : Optional.of(
            new StoreSpec(
                endpoint,
                s3.bucket(),
                prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/",
                region.orElse("us-east-1"),
                s3.pathStyle(),
                retention,
                credentials));
  }

  private static Optional<URI> endpoint(String written) {
    try {
      return Optional.of(new URI(written)).filter(uri -> uri.getHost() != null);
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private Optional<String> credentials(
      Located<StorageMapping> mapping, StorageMapping.Store store) {
    StorageMapping.Credentials credentials = store.credentials();
    if (credentials == null || credentials.secretRef() == null) {
      return Optional.empty();
    }
    String secret = credentials.secretRef().name();
    if (stores instanceof Stores.Mapped) {
      for (String key : KEYS) {
        if (draft.secrets().find(secret, key).isEmpty()) {
          add(
              mapping,
              "/spec/stores/0/credentials/secretRef",
              Reason.DEPENDENCY_NOT_FOUND,
              MissingSecret.sentence(draft, secret, key));
        }
      }
    }
    return Optional.of(secret);
  }

  private void add(
      Located<StorageMapping> mapping, String pointer, Reason reason, String sentence) {
    findings.add(mapping.origin(), pointer, reason, sentence);
  }
}
