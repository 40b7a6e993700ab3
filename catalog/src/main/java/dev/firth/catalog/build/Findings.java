package dev.firth.catalog.build;

import dev.firth.catalog.Problem;
import dev.firth.catalog.Reason;
import dev.firth.catalog.load.Origin;
import dev.firth.crds.Kind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Everything that a build finds wrong, and with whom. */
final class Findings {
  private final Set<Problem> problems = new LinkedHashSet<>();
  private final Set<Problem> warnings = new LinkedHashSet<>();
  private final Set<Node> broken = new LinkedHashSet<>();

  void add(Origin origin, String pointer, Reason reason, String sentence) {
    problems.add(origin.problem(pointer, reason, sentence));
    broken.add(Node.of(origin));
  }

  void warn(Origin origin, String pointer, String sentence) {
    warnings.add(origin.problem(pointer, Reason.BUILD_FAILED, sentence));
  }

  /** A resource that is broken by itself, or by what it needs, which says so. */
  void broken(Kind kind, String name) {
    broken.add(new Node(kind, name));
  }

  Set<Node> broken() {
    return broken;
  }

  int size() {
    return problems.size();
  }

  List<Problem> problems() {
    return new ArrayList<>(problems);
  }

  List<Problem> warnings() {
    return warnings.stream().sorted().toList();
  }
}
