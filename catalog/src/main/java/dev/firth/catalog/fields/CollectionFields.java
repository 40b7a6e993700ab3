package dev.firth.catalog.fields;

import dev.firth.documents.shape.Exists;
import dev.firth.documents.shape.Location;
import dev.firth.documents.shape.Shape;
import dev.firth.specs.Inference;
import dev.firth.specs.Projection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The fields of a collection: those that people name, those of the key, the whole document, the
 * commit time, and every location of the read schema under its own name (the pointer without its
 * first slash). An explicit field takes the place of an inferred one of its name.
 */
public final class CollectionFields {
  private final List<String> key;
  private final Shape read;
  private final SortedMap<String, Projection> byField = new TreeMap<>();

  /**
   * A field that a person named.
   *
   * @param location RFC 6901 pointer
   */
  public record Explicit(String field, String location, boolean partition) {}

  private CollectionFields(List<String> key, Shape read) {
    this.key = key;
    this.read = read;
  }

  /**
   * All fields, sorted.
   *
   * @param key RFC 6901 pointers
   * @param read the shape of the documents
   */
  public static List<Projection> of(List<String> key, List<Explicit> explicit, Shape read) {
    var fields = new CollectionFields(key, read);
    explicit.forEach(fields::explicit);
    fields.implicit();
    fields.inferred();
    return List.copyOf(fields.byField.values());
  }

  /**
   * Whether the schema has a field of this name already, at another location than the one given.
   */
  public static boolean isTaken(String field, String location, Shape read) {
    String own = canonical(field);
    boolean taken =
        !own.startsWith("/")
            || own.equals(Projection.PUBLISHED_AT_LOCATION)
            || read.locations().stream().anyMatch(l -> !l.pattern() && l.pointer().equals(own));
    return taken && !own.equals(location);
  }

  /** The location that a field stands for unless a person says otherwise. */
  public static String canonical(String field) {
    return switch (field) {
      case Projection.DOCUMENT -> "";
      case Projection.PUBLISHED_AT -> Projection.PUBLISHED_AT_LOCATION;
      default -> "/" + field;
    };
  }

  private void explicit(Explicit one) {
    boolean time = one.location().equals(Projection.PUBLISHED_AT_LOCATION);
    byField.put(
        one.field(),
        new Projection(
            one.field(),
            one.location(),
            one.partition(),
            true,
            key.contains(one.location()),
            time ? time() : at(one.location())));
  }

  private Inference at(String pointer) {
    Shape.Located at = read.locate(pointer);
    return Inferences.of(at.shape(), at.exists());
  }

  private static Inference time() {
    return Inference.of(Inference.Existence.MUST, "string").withFormat("date-time");
  }

  private void implicit() {
    if (byField.values().stream().noneMatch(p -> p.location().isEmpty())) {
      put(Projection.DOCUMENT, "", Inferences.of(read, Exists.MUST));
    }
    if (byField.values().stream()
        .noneMatch(p -> p.location().equals(Projection.PUBLISHED_AT_LOCATION))) {
      put(Projection.PUBLISHED_AT, Projection.PUBLISHED_AT_LOCATION, time());
    }
  }

  private void inferred() {
    for (String pointer : key) {
      put(pointer.substring(1), pointer, at(pointer));
    }
    for (Location location : read.locations()) {
      if (!location.pattern()
          && !location.pointer().isEmpty()
          && location.exists() != Exists.CANNOT) {
        put(
            location.pointer().substring(1),
            location.pointer(),
            Inferences.of(location.shape(), location.exists()));
      }
    }
  }

  private void put(String field, String pointer, Inference inference) {
    byField.putIfAbsent(
        field, new Projection(field, pointer, false, false, key.contains(pointer), inference));
  }
}
