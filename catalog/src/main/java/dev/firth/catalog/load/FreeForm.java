package dev.firth.catalog.load;

import dev.firth.catalog.Problem;
import dev.firth.catalog.Reason;
import dev.firth.catalog.yaml.Value;
import dev.firth.crds.Kind;
import java.util.List;

/**
 * Looks through values that have no type of ours (schemas, connector configuration) for what
 * kubectl would change or drop on its way, and names the form that is exact.
 */
record FreeForm(Origin origin, List<Problem> problems) {

  /** Whether the object arrives as it is written; if not, problems were added. */
  boolean check(Value.Mapping object, String at) {
    int before = problems.size();
    for (Value.Member member : object.members()) {
      String path = Origin.child(at, member.name());
      if (!member.name().equals(member.written())) {
        add(
            path,
            "the key "
                + member.written()
                + " without quotes is read as "
                + member.name()
                + ". Put it in quotes: \""
                + member.written()
                + "\".");
      }
      look(member.value(), path);
    }
    return problems.size() == before;
  }

  private void look(Value value, String at) {
    switch (value) {
      case Value.Mapping m -> check(m, at);
      case Value.Sequence s -> {
        for (int i = 0; i < s.items().size(); i++) {
          look(s.items().get(i), at + "/" + i);
        }
      }
      case Value.Scalar s when s.json().isNull() ->
          add(at, "null is dropped when kubectl applies this. " + insteadOfNull(at));
      case Value.Scalar s when !s.doubt().isEmpty() -> {
        String quoted = "Put it in quotes if a text is meant: \"" + s.text() + "\".";
        String number = s.json().isNumber() ? " " + exact(at) : " Write true or false otherwise.";
        add(at, s.doubt() + ". " + quoted + number);
      }
      case Value.Scalar _ -> {}
    }
  }

  private String insteadOfNull(String at) {
    return isSchema(at)
        ? "Write \"null\" in quotes if the type is meant. " + exact(at)
        : "Leave it out, or put it in quotes if the text is meant.";
  }

  private String exact(String at) {
    if (!isSchema(at)) {
      return "Or take the value by configFrom with format: JSON.";
    }
    return origin.kind() == Kind.SCHEMA
        ? "Or write the schema as JSON text: `json: |` in place of `schema:`."
        : "Or put the schema into a Schema resource as JSON text (`json: |`) and refer to it:"
            + " {$ref: \"schema://NAME\"}.";
  }

  private static boolean isSchema(String at) {
    return at.startsWith("/spec/schema/")
        || at.startsWith("/spec/writeSchema/")
        || at.startsWith("/spec/readSchema/");
  }

  private void add(String at, String sentence) {
    problems.add(origin.problem(at, Reason.INVALID, sentence));
  }
}
