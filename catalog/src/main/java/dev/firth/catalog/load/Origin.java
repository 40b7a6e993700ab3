package dev.firth.catalog.load;

import dev.firth.catalog.Problem;
import dev.firth.catalog.Reason;
import dev.firth.catalog.yaml.Value;
import dev.firth.crds.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a resource was written, and the place of each of its fields.
 *
 * @param file as the person named it
 * @param kind of the resource
 * @param name of the resource
 * @param root the document
 */
public record Origin(String file, Kind kind, String name, Value.Mapping root) {

  /**
   * A problem of one field.
   *
   * @param pointer RFC 6901 pointer into the document, such as {@code /spec/bindings/0/target};
   *     what of it is not in the file gets the line of the nearest value that is
   */
  public Problem problem(String pointer, Reason reason, String sentence) {
    List<String> tokens = tokens(pointer);
    return new Problem(file, line(tokens), kind.word(), name, path(tokens), sentence, reason);
  }

  /** A problem of the whole resource. */
  public Problem problem(Reason reason, String sentence) {
    return new Problem(file, root.line(), kind.word(), name, "", sentence, reason);
  }

  /** {@code file:line} of a field, to mention it in another one's sentence. */
  public String place(String pointer) {
    return file + ":" + line(tokens(pointer));
  }

  /** A pointer with one more token. */
  public static String child(String pointer, String token) {
    return pointer + "/" + token.replace("~", "~0").replace("/", "~1");
  }

  private int line(List<String> tokens) {
    Value at = root;
    int line = root.line();
    for (String token : tokens) {
      var next = at.child(token);
      if (next.isEmpty()) {
        break;
      }
      line =
          at instanceof Value.Mapping m
              ? m.find(token).map(Value.Member::line).orElse(line)
              : next.get().line();
      at = next.get();
    }
    return line;
  }

  private String path(List<String> tokens) {
    var out = new StringBuilder();
    Value at = root;
    for (int i = 0; i < tokens.size(); i++) {
      String token = tokens.get(i);
      if (at instanceof Value.Sequence sequence) {
        out.append('[').append(label(sequence, token)).append(']');
      } else if (i > 0 || tokens.size() == 1 || !token.equals("spec")) {
        out.append(out.isEmpty() ? "" : ".").append(token);
      }
      at = at.child(token).orElseGet(() -> new Value.Mapping(0, List.of()));
    }
    return out.toString();
  }

  private static String label(Value.Sequence list, String index) {
    Value item = list.child(index).orElse(list);
    for (String name : List.of("name", "field", "pointer")) {
      if (item.child(name).orElse(list) instanceof Value.Scalar s && s.json().isString()) {
        return s.text();
      }
    }
    return index;
  }

  private static List<String> tokens(String pointer) {
    var tokens = new ArrayList<String>();
    if (!pointer.isEmpty()) {
      for (String token : pointer.substring(1).split("/", -1)) {
        tokens.add(token.replace("~1", "/").replace("~0", "~"));
      }
    }
    return tokens;
  }

  @Override
  public String toString() {
    return kind.word() + " " + name + " of " + file;
  }
}
