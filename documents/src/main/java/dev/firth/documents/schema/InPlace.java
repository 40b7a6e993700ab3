package dev.firth.documents.schema;

import dev.firth.documents.json.Tape;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The keywords that ask other schemas about the same value. */
final class InPlace {
  private InPlace() {}

  private static Check[] array(List<Check> checks) {
    return checks.toArray(Check[]::new);
  }

  private static boolean allSilent(Check[] branches) {
    return Stream.of(branches).allMatch(branch -> branch.believed() == Check.TRUE);
  }

  /** A reference whose target is still being compiled: schemas may refer to themselves. */
  static final class Reference extends Check {
    private @Nullable Check target;

    void link(Check target) {
      this.target = target;
    }

    @Override
    boolean test(Tape t, int node, @Nullable Annotations out) {
      Check linked = target;
      if (linked == null) {
        throw new IllegalStateException("a reference of a schema was not linked");
      }
      return linked.test(t, node, out);
    }
  }

  static final class AllOf extends Check {
    private final Check[] branches;

    AllOf(List<Check> branches) {
      this.branches = array(branches);
    }

    @Override
    Check believed() {
      List<Check> left =
          Stream.of(branches).map(Check::believed).filter(check -> check != TRUE).toList();
      return left.isEmpty() ? TRUE : new AllOf(left);
    }

    @Override
    boolean test(Tape t, int node, @Nullable Annotations out) {
      for (Check branch : branches) {
        if (!branch.test(t, node, out)) {
          return false;
        }
      }
      return true;
    }
  }

  /** Asks every branch when what the passing ones say matters, else until one passes. */
  static final class AnyOf extends Check {
    private final Check[] branches;
    private final boolean all;

    AnyOf(List<Check> branches, boolean all) {
      this.branches = array(branches);
      this.all = all;
    }

    @Override
    Check believed() {
      return allSilent(branches) ? TRUE : this;
    }

    @Override
    boolean test(Tape t, int node, @Nullable Annotations out) {
      boolean passed = false;
      for (Check branch : branches) {
        if (branch.attempt(t, node, out)) {
          if (!all) {
            return true;
          }
          passed = true;
        }
      }
      return passed;
    }
  }

  static final class OneOf extends Check {
    private final Check[] branches;

    OneOf(List<Check> branches) {
      this.branches = array(branches);
    }

    @Override
    Check believed() {
      return allSilent(branches) ? TRUE : this;
    }

    @Override
    boolean test(Tape t, int node, @Nullable Annotations out) {
      boolean passed = false;
      for (Check branch : branches) {
        if (branch.attempt(t, node, out)) {
          if (passed) {
            return false;
          }
          passed = true;
        }
      }
      return passed;
    }
  }

  static final class Not extends Check {
    private final Check refused;

    Not(Check refused) {
      this.refused = refused;
    }

    @Override
    Check believed() {
      return TRUE;
    }

    @Override
    boolean test(Tape t, int node, @Nullable Annotations out) {
      return !refused.attempt(t, node, null);
    }
  }

  static final class IfThenElse extends Check {
    private final Check condition;
    private final Check then;
    private final Check otherwise;

    IfThenElse(Check condition, Check then, Check otherwise) {
      this.condition = condition;
      this.then = then;
      this.otherwise = otherwise;
    }

    /** Which branch the value is known to pass is the condition's to say. */
    @Override
    Check believed() {
      Check left = then.believed();
      Check right = otherwise.believed();
      boolean silent = condition.believed() == TRUE && left == TRUE && right == TRUE;
      return silent ? TRUE : new IfThenElse(condition, left, right);
    }

    @Override
    boolean test(Tape t, int node, @Nullable Annotations out) {
      return condition.attempt(t, node, out)
          ? then.test(t, node, out)
          : otherwise.test(t, node, out);
    }
  }

  /** Asks a schema about a member of an object, if it is there. */
  static final class Member extends Check {
    private final byte[] name;
    private final long hash;
    private final Check schema;

    Member(byte[] name, Check schema) {
      this.name = name;
      hash = Tape.nameHash(name, 0, name.length);
      this.schema = schema;
    }

    @Override
    boolean test(Tape t, int node, @Nullable Annotations out) {
      int value = t.findVisible(node, name, hash);
      return value < 0 || schema.test(t, value, out);
    }
  }

  /**
   * dependentSchemas and the schemas of dependencies: asks a schema when the object has a member.
   */
  static final class DependentSchema extends Check {
    private final byte[] name;
    private final long hash;
    private final Check schema;

    DependentSchema(byte[] name, Check schema) {
      this.name = name;
      hash = Tape.nameHash(name, 0, name.length);
      this.schema = schema;
    }

    @Override
    Check believed() {
      Check left = schema.believed();
      return left == TRUE ? TRUE : new DependentSchema(name, left);
    }

    @Override
    boolean test(Tape t, int node, @Nullable Annotations out) {
      return t.findVisible(node, name, hash) < 0 || schema.test(t, node, out);
    }
  }
}
