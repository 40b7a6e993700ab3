package dev.firth.documents.combine;

import dev.firth.documents.json.JsonBuffer;
import dev.firth.documents.json.Tape;
import dev.firth.documents.key.PackedKey;
import dev.firth.documents.reduce.Reducer;
import dev.firth.documents.reduce.Reducer.Outcome;
import dev.firth.documents.schema.Annotations;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a combiner of full bindings does, without bounds, speed or care: a map of lists. */
final class Naive {
  private final List<Combiner.Binding> bindings;
  private final TreeMap<Key, Group> groups = new TreeMap<>();

  private record Key(int binding, byte[] packed) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int order = Integer.compare(binding, other.binding);
      return order != 0 ? order : Arrays.compareUnsigned(packed, other.packed);
    }
  }

  private static final class Group {
    @Nullable String loaded;
    final List<String> documents = new ArrayList<>();
  }

  Naive(List<Combiner.Binding> bindings) {
    this.bindings = bindings;
  }

  static Tape tape(String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    var tape = new Tape();
    tape.parse(bytes, 0, bytes.length);
    return tape;
  }

  private Group group(int binding, String document) {
    var key = new PackedKey();
    bindings.get(binding).key().pack(tape(document), 0, key);
    return groups.computeIfAbsent(new Key(binding, key.toByteArray()), k -> new Group());
  }

  void add(int binding, String document) {
    group(binding, document).documents.add(document);
  }

  void addLoaded(int binding, String document) {
    group(binding, document).loaded = document;
  }

  /** Lines as {@link Combining#drain} writes them. */
  List<String> drain() {
    var lines = new ArrayList<String>();
    groups.forEach(
        (key, group) -> {
          if (!group.documents.isEmpty()) {
            lines.add(line(key, group));
          }
        });
    return lines;
  }

  private String line(Key key, Group group) {
    String state = group.loaded;
    boolean deleted = false;
    for (String document : group.documents) {
      var out = new JsonBuffer();
      deleted = reduce(key.binding, deleted ? null : state, document, out) == Outcome.DELETED;
      state = out.toString();
    }
    String flags = (group.loaded != null ? " loaded" : "") + (deleted ? " deleted" : "");
    return key.binding + " " + state + flags;
  }

  private Outcome reduce(int binding, @Nullable String earlier, String later, JsonBuffer out) {
    Tape right = tape(later);
    var annotations = new Annotations();
    if (!bindings.get(binding).schema().validate(right, 0, annotations)) {
      throw new IllegalStateException("invalid: " + later);
    }
    return earlier == null
        ? new Reducer().reduceIntoNothing(right, 0, annotations, true, out)
        : new Reducer().reduce(tape(earlier), 0, right, 0, annotations, true, out);
  }
}
