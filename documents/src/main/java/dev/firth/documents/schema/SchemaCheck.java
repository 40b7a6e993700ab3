package dev.firth.documents.schema;

import dev.firth.documents.json.Tape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One schema object: the types it allows, then the checks of its keywords, asked only of values of
 * the type they are about, then those for what nothing else evaluated.
 */
final class SchemaCheck extends Check {
  private static final int ALL_TYPES = -1;

  private final int types;

  /** By tape type. */
  private final Check[][] keywords = new Check[Tape.OBJECT + 1][];

  private final @Nullable Unevaluated unevaluatedItems;
  private final @Nullable Unevaluated unevaluatedProperties;
  private final boolean scoped;
  private final boolean tracked;
  private final Annotation[] annotations;

  private SchemaCheck(Builder b) {
    types = b.types;
    for (int type = 0; type < keywords.length; type++) {
      keywords[type] = Stream.concat(b.of(type).stream(), b.general.stream()).toArray(Check[]::new);
    }
    unevaluatedItems = b.unevaluatedItems;
    unevaluatedProperties = b.unevaluatedProperties;
    scoped = unevaluatedItems != null || unevaluatedProperties != null;
    tracked = b.tracked;
    annotations = b.annotations.toArray(Annotation[]::new);
  }

  private SchemaCheck(Check[][] keywords, Annotation[] annotations) {
    types = ALL_TYPES;
    System.arraycopy(keywords, 0, this.keywords, 0, keywords.length);
    unevaluatedItems = null;
    unevaluatedProperties = null;
    scoped = false;
    tracked = false;
    this.annotations = annotations;
  }

  /** What nothing else evaluated can only be told by evaluating all. */
  @Override
  Check believed() {
    if (scoped || tracked) {
      return this;
    }
    Check[][] left = new Check[keywords.length][];
    boolean silent = annotations.length == 0;
    for (int type = 0; type < left.length; type++) {
      left[type] =
          Stream.of(keywords[type])
              .map(Check::believed)
              .filter(check -> check != TRUE)
              .toArray(Check[]::new);
      silent &= left[type].length == 0;
    }
    return silent ? TRUE : new SchemaCheck(left, annotations);
  }

  /** Whether a value has one of the types, bits by tape type. */
  static boolean allows(int types, Tape t, int node) {
    int type = t.type(node);
    return (types >>> type & 1) != 0
        || (type == Tape.NUMBER && (types >>> Tape.INTEGER & 1) != 0 && t.integral(node));
  }

  @Override
  int onlyTypes() {
    boolean silent = annotations.length == 0 && !scoped && !tracked;
    for (Check[] checks : keywords) {
      silent &= checks.length == 0;
    }
    return silent ? types : 0;
  }

  @Override
  boolean test(Tape t, int node, @Nullable Annotations out) {
    if (!allows(types, t, node)) {
      return false;
    }
    int type = t.type(node);
    if (scoped) {
      return testScoped(t, node, type, out);
    }
    if (!keywords(t, node, type, out)) {
      return false;
    }
    annotate(node, out);
    return true;
  }

  private void annotate(int node, @Nullable Annotations out) {
    if (out != null) {
      for (Annotation annotation : annotations) {
        out.add(node, annotation);
      }
    }
  }

  private boolean keywords(Tape t, int node, int type, @Nullable Annotations out) {
    for (Check check : keywords[type]) {
      if (!check.test(t, node, out)) {
        return false;
      }
    }
    return true;
  }

  private boolean testScoped(Tape t, int node, int type, @Nullable Annotations out) {
    int base = t.marks().size();
    boolean passed = keywords(t, node, type, out);
    if (passed && type == Tape.ARRAY && unevaluatedItems != null) {
      passed = unevaluatedItems.test(t, node, out, base);
    } else if (passed && type == Tape.OBJECT && unevaluatedProperties != null) {
      passed = unevaluatedProperties.test(t, node, out, base);
    }
    if (!passed || !tracked) {
      t.marks().truncate(base);
    }
    if (passed) {
      annotate(node, out);
    }
    return passed;
  }

  /** Collects the checks of one schema object. */
  static final class Builder {
    private final List<Check> general = new ArrayList<>();
    private final List<Check> numeric = new ArrayList<>();
    private final List<Check> text = new ArrayList<>();
    private final List<Check> array = new ArrayList<>();
    private final List<Check> object = new ArrayList<>();
    private final boolean tracked;
    private int types = ALL_TYPES;
    private @Nullable Unevaluated unevaluatedItems;
    private @Nullable Unevaluated unevaluatedProperties;
    private final List<Annotation> annotations = new ArrayList<>(1);

    Builder(boolean tracked) {
      this.tracked = tracked;
    }

    private List<Check> of(int type) {
      return switch (type) {
        case Tape.INTEGER, Tape.NUMBER -> numeric;
        case Tape.STRING -> text;
        case Tape.ARRAY -> array;
        case Tape.OBJECT -> object;
        default -> List.of();
      };
    }

    /** Bits by tape type; INTEGER without NUMBER means numbers without fraction. */
    void types(int mask) {
      types = mask;
    }

    void general(Check check) {
      general.add(check);
    }

    void numeric(Check check) {
      numeric.add(check);
    }

    void text(Check check) {
      text.add(check);
    }

    void array(Check check) {
      array.add(check);
    }

    void object(Check check) {
      object.add(check);
    }

    void unevaluatedItems(Check check) {
      unevaluatedItems = new Unevaluated(check);
    }

    void unevaluatedProperties(Check check) {
      unevaluatedProperties = new Unevaluated(check);
    }

    void annotation(@Nullable Annotation annotation) {
      if (annotation != null) {
        annotations.add(annotation);
      }
    }

    Check build() {
      boolean plain =
          types == ALL_TYPES
              && annotations.isEmpty()
              && unevaluatedItems == null
              && unevaluatedProperties == null;
      boolean untyped = numeric.isEmpty() && text.isEmpty() && array.isEmpty() && object.isEmpty();
      if (plain && untyped && general.size() <= 1) {
        return general.isEmpty() ? TRUE : general.getFirst();
      }
      return new SchemaCheck(this);
    }
  }
}
