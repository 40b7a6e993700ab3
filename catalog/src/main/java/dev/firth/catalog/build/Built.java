package dev.firth.catalog.build;

import dev.firth.catalog.Problem;
import java.util.List;

/**
 * The outcome of a build.
 *
 * @param publication what may run now: every component without a problem as it is written, every
 *     other one as it was last published
 * @param problems all that people have to put right, in order of file and line
 * @param blocked resources that are well and held back, each with the culprit's name
 * @param warnings what is allowed and probably not meant
 * @param plan what publishing would change
 */
public record Built(
    Publication publication,
    List<Problem> problems,
    List<Problem> blocked,
    List<Problem> warnings,
    Plan plan) {
  public Built {
    problems = List.copyOf(problems);
    blocked = List.copyOf(blocked);
    warnings = List.copyOf(warnings);
  }

  /** Whether all of the draft is in the publication. */
  public boolean complete() {
    return problems.isEmpty();
  }
}
