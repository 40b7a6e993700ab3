package dev.firth.crds;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A collection that a task reads, and which of its documents.
 *
 * @param name of the collection
 * @param namespace of the collection, where it is another one
 * @param partitions which of them
 * @param notBefore the first commit time, inclusive
 * @param notAfter the last commit time, exclusive
 */
@Rule(
    value = "!has(self.notBefore) || !has(self.notAfter) || self.notBefore < self.notAfter",
    says = "notAfter has to be later than notBefore")
public record Source(
    @Required @Limits(min = 1, max = 63) String name,
    @Nullable @Limits(min = 1, max = 63) String namespace,
    Partitions partitions,
    @Nullable Instant notBefore,
    @Nullable Instant notAfter) {
  public Source {
    partitions = Absent.or(partitions, new Partitions(List.of(), List.of()));
  }

  /**
   * Partitions that are read: all included fields match, no excluded one does.
   *
   * @param include fields and the values wanted
   * @param exclude fields and the values not wanted
   */
  public record Partitions(
      @KeyedBy("field") @Limits(max = 100) List<Selector> include,
      @KeyedBy("field") @Limits(max = 100) List<Selector> exclude) {
    public Partitions {
      include = Absent.list(include);
      exclude = Absent.list(exclude);
    }

    /** The values wanted, by field. */
    public Map<String, List<String>> included() {
      return byField(include);
    }

    /** The values not wanted, by field. */
    public Map<String, List<String>> excluded() {
      return byField(exclude);
    }

    private static Map<String, List<String>> byField(List<Selector> selectors) {
      var byField = new java.util.TreeMap<String, List<String>>();
      selectors.forEach(s -> byField.put(s.field(), s.values()));
      return byField;
    }
  }

  /**
   * Values of one partition field.
   *
   * @param field the field
   * @param values its values as text
   */
  public record Selector(
      @Required @Limits(min = 1, max = 512) String field,
      @Required @Limits(min = 1, max = 1000) List<String> values) {
    public Selector {
      values = Absent.list(values);
    }
  }
}
