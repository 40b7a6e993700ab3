package dev.firth.crds;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a connector that listens is reached.
 *
 * @param service a stable Service
 */
public record Expose(@Nullable Service service) {
  /**
   * A stable Service.
   *
   * @param annotations of the Service
   */
  public record Service(@Limits(max = 100) Map<String, String> annotations) {
    public Service {
      annotations = Absent.map(annotations);
    }
  }
}
