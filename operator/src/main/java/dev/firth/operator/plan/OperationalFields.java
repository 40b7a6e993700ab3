package dev.firth.operator.plan;

import dev.firth.catalog.build.Operational;
import dev.firth.catalog.build.Publication;
import dev.firth.crds.Capture;
import dev.firth.crds.Materialization;
import dev.firth.crds.TaskFields;
import dev.firth.operator.observe.Observed;
import dev.firth.operator.observe.Seen;
import dev.firth.specs.TaskSpec;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What is published, with the operational fields that its resources have now. */
public final class OperationalFields {
  private static final JsonMapper RECORDS =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private OperationalFields() {}

  /** A task whose resource is gone or unreadable stays as it was published. */
  public static Publication on(Publication published, Observed observed) {
    return new Publication(
        published.namespace(),
        published.tasks().stream().map(task -> on(task, observed)).toList(),
        published.collections(),
        published.retired(),
        published.inputs(),
        published.bound());
  }

  private static TaskSpec on(TaskSpec task, Observed observed) {
    return observed.resources().stream()
        .filter(seen -> seen.title().equals(task.title()))
        .flatMap(seen -> fields(seen).stream())
        .findFirst()
        .map(fields -> Operational.on(task, fields))
        .orElse(task);
  }

  private static Optional<TaskFields> fields(Seen seen) {
    try {
      return switch (seen.kind()) {
        case CAPTURE -> Optional.of(RECORDS.treeToValue(seen.spec(), Capture.Spec.class));
        case MATERIALIZATION ->
            Optional.of(RECORDS.treeToValue(seen.spec(), Materialization.Spec.class));
        default -> Optional.empty();
      };
    } catch (JacksonException unreadable) {
      return Optional.empty();
    }
  }
}
