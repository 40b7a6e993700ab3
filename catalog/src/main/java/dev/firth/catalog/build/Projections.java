package dev.firth.catalog.build;

import dev.firth.catalog.Reason;
import dev.firth.catalog.Suggestion;
import dev.firth.catalog.fields.CollectionFields;
import dev.firth.catalog.fields.CollectionFields.Explicit;
import dev.firth.catalog.load.Located;
import dev.firth.crds.Collection;
import dev.firth.documents.shape.Exists;
import dev.firth.documents.shape.Location;
import dev.firth.documents.shape.Shape;
import dev.firth.documents.shape.Types;
import dev.firth.specs.Projection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The fields of a collection, and what is wrong with those that people name. */
final class Projections {
  /** Folders that every collection has, beside those of its partitions. */
  private static final Set<String> FOLDERS = Set.of("utc_date", "utc_hour");

  private static final int KEYABLE = Types.BOOLEAN | Types.INTEGER | Types.STRING;

  private final Located<Collection> collection;
  private final Shape write;
  private final Shape read;
  private final boolean inferred;
  private final Findings findings;

  private Projections(
      Located<Collection> collection,
      Shape write,
      Shape read,
      boolean inferred,
      Findings findings) {
    this.collection = collection;
    this.write = write;
    this.read = read;
    this.inferred = inferred;
    this.findings = findings;
  }

  /**
   * All fields, sorted; what is wrong with people's own is added to the findings.
   *
   * @param inferred whether documents decide what there is: then a field that none has yet is not
   *     there yet, though its name is kept for it, and people can't help what members are called
   */
  static List<Projection> of(
      Located<Collection> collection,
      Shape write,
      Shape read,
      boolean inferred,
      Findings findings) {
    var projections = new Projections(collection, write, read, inferred, findings);
    projections.explicit();
    var written = collection.resource().spec().projections();
    var waiting =
        written.stream()
            .filter(p -> inferred && !projections.isPossible(p))
            .map(Collection.Projection::field)
            .collect(Collectors.toSet());
    List<Projection> all =
        CollectionFields.of(
                collection.resource().spec().key(),
                written.stream()
                    .filter(p -> !waiting.contains(p.field()))
                    .map(p -> new Explicit(p.field(), p.location(), p.partition()))
                    .toList(),
                read)
            .stream()
            .filter(p -> !waiting.contains(p.field()))
            .toList();
    if (!inferred) {
      projections.foldedTwins(all);
    }
    return all;
  }

  private void explicit() {
    List<Collection.Projection> written = collection.resource().spec().projections();
    for (int i = 0; i < written.size(); i++) {
      Collection.Projection one = written.get(i);
      String pointer = "/spec/projections/" + i;
      if (!inferred && !isPossible(one)) {
        add(
            pointer + "/location",
            "no document can have anything at " + one.location() + "." + nearest(one.location()));
      }
      canonical(one, pointer);
      if (one.partition()) {
        partition(one, pointer);
      }
    }
  }

  private boolean isPossible(Collection.Projection one) {
    return one.location().equals(Projection.PUBLISHED_AT_LOCATION)
        || read.locate(one.location()).exists() != Exists.CANNOT;
  }

  /** A field that the schema has under this name can't be given to another location. */
  private void canonical(Collection.Projection one, String pointer) {
    String own = CollectionFields.canonical(one.field());
    if (CollectionFields.isTaken(one.field(), one.location(), inferred ? write : read)) {
      add(
          pointer + "/field",
          "the field "
              + one.field()
              + " stands for "
              + (own.isEmpty() ? "the whole document" : own)
              + " and can't be given to "
              + one.location()
              + "; choose another name.");
    }
  }

  private void partition(Collection.Projection one, String pointer) {
    if (FOLDERS.contains(one.field().toLowerCase(Locale.ROOT))) {
      add(
          pointer + "/field",
          "a partition can't be called "
              + one.field()
              + ": the folders of commit times, utc_date and utc_hour, are called so. Choose"
              + " another name.");
    }
    for (Shape shape : List.of(write, read)) {
      Shape.Located at = shape.locate(one.location());
      String which = write == read ? "" : shape == write ? " of writeSchema" : " of readSchema";
      boolean scalar =
          !at.shape().types().isEmpty() && at.shape().types().within(KEYABLE | Types.NULL);
      if (!scalar) {
        add(
            pointer + "/location",
            "a partition is made of booleans, integers and strings; by the schema"
                + which
                + ", "
                + one.location()
                + " may be "
                + (at.exists() == Exists.IMPLICIT ? "anything" : at.shape().types())
                + ".");
        return;
      }
      if (at.exists() != Exists.MUST && at.shape().defaultValue().isEmpty()) {
        add(
            pointer + "/location",
            "a partition needs a value in every document; by the schema"
                + which
                + ", "
                + one.location()
                + " may be absent. Add it, and what it is in, to `required`, or give it a"
                + " `default`.");
        return;
      }
    }
  }

  private void foldedTwins(List<Projection> all) {
    var byFold = new HashMap<String, Projection>();
    for (Projection projection : all) {
      Projection twin = byFold.putIfAbsent(projection.field().toLowerCase(Locale.ROOT), projection);
      if (twin != null) {
        add(
            place(projection, twin),
            "the fields "
                + twin.field()
                + " and "
                + projection.field()
                + " are equal but for case, which many destinations can't tell apart. Rename one of"
                + " them in the schema.");
      }
    }
  }

  private String place(Projection... either) {
    List<Collection.Projection> written = collection.resource().spec().projections();
    for (int i = 0; i < written.size(); i++) {
      for (Projection projection : either) {
        if (written.get(i).field().equals(projection.field())) {
          return "/spec/projections/" + i + "/field";
        }
      }
    }
    return collection.resource().spec().schema() == null ? "/spec/readSchema" : "/spec/schema";
  }

  private String nearest(String pointer) {
    var known = new ArrayList<String>();
    for (Location location : read.locations()) {
      if (!location.pattern() && location.exists() != Exists.CANNOT) {
        known.add(location.pointer());
      }
    }
    return Suggestion.sentence(pointer, known);
  }

  private void add(String pointer, String sentence) {
    findings.add(collection.origin(), pointer, Reason.BUILD_FAILED, sentence);
  }
}
