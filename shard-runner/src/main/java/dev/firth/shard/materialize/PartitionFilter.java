package dev.firth.shard.materialize;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.firth.specs.SourceSpec;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Which partitions a source reads: those with one of the included values of every included field,
 * and none of the excluded ones. Decides by the partition's path.
 */
public final class PartitionFilter implements Predicate<String> {
  private final List<SourceSpec.PartitionFilter> include;
  private final List<SourceSpec.PartitionFilter> exclude;

  public PartitionFilter(SourceSpec source) {
    include = source.include();
    exclude = source.exclude();
  }

  @Override
  public boolean test(String partition) {
    if (include.isEmpty() && exclude.isEmpty()) {
      return true;
    }
    Map<String, String> values = values(partition);
    return include.stream().allMatch(filter -> matches(filter, values))
        && exclude.stream().noneMatch(filter -> matches(filter, values));
  }

  private static boolean matches(SourceSpec.PartitionFilter filter, Map<String, String> values) {
    String value = values.get(filter.field());
    return value != null && filter.values().contains(value);
  }

  private static Map<String, String> values(String partition) {
    Map<String, String> values = new HashMap<>();
    for (String segment : partition.split("/")) {
      int equals = segment.indexOf('=');
      if (equals > 0) {
        values.put(decode(segment.substring(0, equals)), decode(segment.substring(equals + 1)));
      }
    }
    return values;
  }

  private static String decode(String encoded) {
    return URLDecoder.decode(encoded, UTF_8);
  }
}
