package dev.firth.journals.log;

import java.util.HexFormat;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of one shard's log.
 *
 * @param namespace of the task
 * @param kind of the task, lower case: {@code capture}, {@code derivation}, {@code materialization}
 * @param task name of the task
 * @param generation {@code <reset>.<automatic>}, {@code 0.0} where a kind has no reset
 * @param lo first key hash, unsigned
 * @param hi last key hash, unsigned, inclusive
 * @param depth in the lineage; 0 for a root
 */
public record LogName(
    String namespace, String kind, String task, String generation, int lo, int hi, int depth)
    implements Comparable<LogName> {
  private static final HexFormat HEX = HexFormat.of();
  private static final Predicate<String> GENERATION =
      Pattern.compile("[0-9]+\\.[0-9]+").asMatchPredicate();
  private static final Pattern PRODUCER =
      Pattern.compile("([^./]+)\\.([^./]+)\\.([^/]+)\\.([0-9]+\\.[0-9]+)");

  public LogName {
    if (Integer.compareUnsigned(lo, hi) > 0 || depth < 0) {
      throw new IllegalArgumentException(
          "no key range from %08x to %08x at depth %d".formatted(lo, hi, depth));
    }
  }

  /** The root log of a task: the whole key range, depth 0. */
  public static LogName root(String namespace, String kind, String task, String generation) {
    return new LogName(namespace, kind, task, generation, 0, -1, 0);
  }

  /**
   * {@code <namespace>/<kind>/<task>/<generation>/<lo>-<hi>.<depth>}, below {@code shards/} in the
   * store.
   */
  public String path() {
    return namespace + '/' + kind + '/' + task + '/' + generation + '/' + range();
  }

  /**
   * {@code <namespace>.<kind>.<task>.<generation>.<lo>-<hi>.<depth>}: a journal as this log writes
   * it.
   */
  public String lane() {
    return producer() + '.' + range();
  }

  /** {@code <namespace>.<kind>.<task>.<generation>}: the name in a collection's registry. */
  public String producer() {
    return namespace + '.' + kind + '.' + task + '.' + generation;
  }

  private String range() {
    return HEX.toHexDigits(lo) + '-' + HEX.toHexDigits(hi) + '.' + depth;
  }

  /**
   * Reads {@link #path()}.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static LogName parse(String path) {
    String[] parts = path.split("/", -1);
    if (parts.length == 5 && parts[4].length() > 18) {
      String range = parts[4];
      try {
        LogName name =
            new LogName(
                parts[0],
                parts[1],
                parts[2],
                parts[3],
                HexFormat.fromHexDigits(range, 0, 8),
                HexFormat.fromHexDigits(range, 9, 17),
                Integer.parseInt(range, 18, range.length(), 10));
        if (GENERATION.test(parts[3]) && name.path().equals(path)) {
          return name;
        }
      } catch (NumberFormatException e) {
        // Said below, as of every other text that is no path.
      }
    }
    throw new IllegalArgumentException("not the path of a log: " + path);
  }

  /**
   * The root log that {@link #producer()} names.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static LogName rootOf(String producer) {
    Matcher m = PRODUCER.matcher(producer);
    if (!m.matches()) {
      throw new IllegalArgumentException("not the name of a producer: " + producer);
    }
    return root(m.group(1), m.group(2), m.group(3), m.group(4));
  }

  @Override
  public int compareTo(LogName other) {
    return path().compareTo(other.path());
  }

  @Override
  public String toString() {
    return path();
  }
}
