package dev.firth.catalog.build;

import dev.firth.catalog.Reason;
import dev.firth.catalog.Suggestion;
import dev.firth.catalog.build.ConnectorAnswers.Known;
import dev.firth.catalog.build.ConnectorAnswers.Role;
import dev.firth.catalog.load.Draft;
import dev.firth.catalog.load.Origin;
import dev.firth.crds.Kind;
import dev.firth.protocol.ConnectorFailure;
import dev.firth.protocol.message.ConnectorSpecification;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The connectors that tasks name, each asked once what it is. */
final class Connectors {
  private static final String NAME = "/spec/connector/name";

  private final Draft draft;
  private final ConnectorAnswers answers;
  private final Findings findings;
  private final Map<String, Optional<ConnectorSpecification>> asked = new HashMap<>();

  Connectors(Draft draft, ConnectorAnswers answers, Findings findings) {
    this.draft = draft;
    this.answers = answers;
    this.findings = findings;
  }

  /** How a task's connector is run; nothing if it can't be, or is one for other tasks. */
  Optional<Known> known(Origin task, String name, Role role) {
    Optional<Known> known = answers.find(name);
    if (known.filter(k -> !k.command().isEmpty()).isEmpty() && isResource(name)) {
      if (draft.connectors().containsKey(name)) {
        findings.add(task, NAME, Reason.NOT_YET_SUPPORTED, answers.unrunnable(name));
      } else {
        findings.broken(task.kind(), task.name());
      }
      return Optional.empty();
    }
    if (known.isEmpty()) {
      findings.add(task, NAME, Reason.DEPENDENCY_NOT_FOUND, unknown(name, role));
    } else if (!known.get().role().serves(role)) {
      findings.add(
          task,
          NAME,
          Reason.BUILD_FAILED,
          name
              + " is a connector of "
              + (role == Role.CAPTURE ? "materializations" : "captures")
              + ". Known for "
              + (role == Role.CAPTURE ? "captures" : "materializations")
              + ": "
              + String.join(", ", names(role))
              + ".");
      return Optional.empty();
    }
    return known;
  }

  /** Whether people's own Connector has the name, which then means that one. */
  private boolean isResource(String name) {
    return draft.connectors().containsKey(name) || draft.holdsBroken(Kind.CONNECTOR, name);
  }

  private String unknown(String name, Role role) {
    List<String> names = names(role);
    String suggestion = Suggestion.sentence(name, names);
    return "there is no connector \""
        + name
        + "\"."
        + (suggestion.isEmpty() ? " Known: " + String.join(", ", names) + "." : suggestion)
        + " "
        + answers.remedy(name);
  }

  private List<String> names(Role role) {
    return answers.known().entrySet().stream()
        .filter(e -> e.getValue().role().serves(role))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** What a connector says of itself; nothing if it can't be asked. */
  Optional<ConnectorSpecification> spec(Origin task, String name) throws InterruptedException {
    Optional<ConnectorSpecification> known = asked.get(name);
    if (known != null) {
      if (known.isEmpty()) {
        findings.broken(task.kind(), task.name());
      }
      return known;
    }
    Optional<ConnectorSpecification> answer;
    try {
      answer = Optional.of(answers.spec(name));
    } catch (ConnectorFailure e) {
      failed(task, e, String.valueOf(e.getMessage()));
      answer = Optional.empty();
    }
    asked.put(name, answer);
    return answer;
  }

  /** A connector's failure as a problem of the task. */
  void failed(Origin task, ConnectorFailure failure, String sentence) {
    findings.add(
        task,
        "/spec/connector",
        failure.pauses() ? Reason.BUILD_FAILED : Reason.CONNECTOR_UNREACHABLE,
        sentence);
  }
}
