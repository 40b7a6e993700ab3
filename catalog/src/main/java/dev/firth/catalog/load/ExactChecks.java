package dev.firth.catalog.load;

import dev.firth.catalog.Problem;
import dev.firth.catalog.Reason;
import dev.firth.catalog.yaml.Value;
import dev.firth.crds.Kind;
import dev.firth.crds.SecretValue;
import java.util.List;
import tools.jackson.core.JacksonException;

/** What the structure of a kind can't say: texts that have a form of their own inside. */
final class ExactChecks {
  private ExactChecks() {}

  static void check(Origin origin, List<Problem> problems) {
    if (origin.kind() == Kind.SCHEMA) {
      schemaText(origin, problems);
    } else if (origin.kind() == Kind.SECRET) {
      base64(origin, problems);
    }
  }

  private static void schemaText(Origin origin, List<Problem> problems) {
    if (origin.root().nearest(List.of("spec", "json")) instanceof Value.Scalar s
        && s.json().isString()) {
      try {
        JsonText.read(s.text());
      } catch (JacksonException e) {
        problems.add(
            origin.problem("/spec/json", Reason.INVALID, "this text is no JSON: " + words(e)));
      }
    }
  }

  private static void base64(Origin origin, List<Problem> problems) {
    if (!(origin.root().child("data").orElse(origin.root()) instanceof Value.Mapping data)) {
      return;
    }
    for (Value.Member member : data == origin.root() ? List.<Value.Member>of() : data.members()) {
      if (member.value() instanceof Value.Scalar s
          && s.json().isString()
          && Secrets.decode(SecretValue.of(s.text())).isEmpty()) {
        problems.add(
            origin.problem(
                Origin.child("/data", member.name()),
                Reason.INVALID,
                "expected base64 of UTF-8 text. Use stringData for a value as it is."));
      }
    }
  }

  private static String words(JacksonException e) {
    var at = e.getLocation();
    String where =
        at == null ? "" : " (line " + at.getLineNr() + " of it, column " + at.getColumnNr() + ")";
    String what = String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("");
    return what + where + ".";
  }
}
