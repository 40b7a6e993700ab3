package dev.firth.journals.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CutTest {
  private static final LogName A = LogName.root("n", "capture", "a", "0.0");
  private static final LogName B = LogName.root("n", "capture", "b", "0.0");
  private static final LogName LEFT = new LogName("n", "capture", "a", "0.0", 0, 0x7fffffff, 1);
  private static final LogName RIGHT = new LogName("n", "capture", "a", "0.0", 0x80000000, -1, 1);
  private static final LogName JOINED = new LogName("n", "capture", "a", "0.0", 0, -1, 2);

  private static Position.At at(long next) {
    return new Position.At(next, HybridClock.ofTick(next));
  }

  @Test
  void advancingGoesForwardOnly() {
    Cut cut = Cut.EMPTY.advance("s.0", A, 5, HybridClock.ofTick(5));
    assertThat(cut.position("s.0", A)).contains(at(5));
    assertThat(cut.position("s.1", A)).isEmpty();
    assertThatThrownBy(() -> cut.advance("s.0", A, 4, HybridClock.ofTick(5)))
        .hasMessageContaining("cannot go back");
    assertThatThrownBy(() -> cut.advance("s.0", A, 6, HybridClock.ofTick(4)))
        .hasMessageContaining("cannot go back");
  }

  @Test
  void aSealMovesTheCutToChildrenAndToAJoinedOneOnlyWhenAllItsParentsAreDone() {
    Seal split =
        new Seal(
            List.of(
                new Seal.Child(LEFT, List.of(A), "shard"),
                new Seal.Child(RIGHT, List.of(A), "shard")),
            Map.of());
    Seal join = new Seal(List.of(new Seal.Child(JOINED, List.of(LEFT, RIGHT), "shard")), Map.of());

    Cut split1 = Cut.EMPTY.with("s.0", A, at(9)).seal("s.0", A, split);
    assertThat(split1.position("s.0", A)).contains(new Position.Done());
    assertThat(split1.position("s.0", LEFT)).contains(Position.START);
    assertThat(split1.position("s.0", RIGHT)).contains(Position.START);
    assertThatThrownBy(() -> split1.advance("s.0", A, 10, HybridClock.ofTick(10)))
        .hasMessageContaining("done");

    Cut leftDone = split1.seal("s.0", LEFT, join);
    assertThat(leftDone.position("s.0", JOINED)).isEmpty();
    assertThat(leftDone.seal("s.0", RIGHT, join).position("s.0", JOINED)).contains(Position.START);
  }

  @Test
  void aPrivateRawLogIsNobodysToRead() {
    Seal split =
        new Seal(
            List.of(
                new Seal.Child(LEFT, List.of(A), "shard"),
                new Seal.Child(RIGHT, List.of(A), Seal.RAW)),
            Map.of());
    Cut cut = Cut.EMPTY.with("s.0", A, at(9)).seal("s.0", A, split);
    assertThat(cut.logs("s.0")).containsOnlyKeys(A, LEFT);
  }

  @Test
  void aDeltaAppliedToItsBaseGivesTheCut() {
    Cut base = Cut.EMPTY.with("s.0", A, at(1)).with("s.0", B, at(2)).with("t.0", A, at(3));
    Cut cut = base.with("s.0", A, at(4)).with("u.0", B, at(5));
    assertThat(cut.since(base)).isEqualTo(Cut.EMPTY.with("s.0", A, at(4)).with("u.0", B, at(5)));
    assertThat(base.with(cut.since(base))).isEqualTo(cut);
    assertThat(cut.since(cut).isEmpty()).isTrue();
  }

  @Test
  void jsonKeepsEverything() {
    Cut cut =
        Cut.EMPTY
            .with("s.0", A, at(4))
            .with("s.0", B, new Position.Done())
            .with("t.1", LEFT, at(7));
    assertThat(Cut.ofJson(cut.json())).isEqualTo(cut);
    assertThat(Cut.EMPTY.with("s.0", A, at(4)).json().toString())
        .isEqualTo("{\"s.0\":{\"n/capture/a/0.0/00000000-ffffffff.0\":[4,\"000000000000-0004\"]}}");
  }

  @Test
  void joinIsAssociativeCommutativeIdempotent() {
    Random random = new Random(3);
    for (int i = 0; i < 300; i++) {
      Cut x = any(random);
      Cut y = any(random);
      Cut z = any(random);
      assertThat(x.join(y)).isEqualTo(y.join(x));
      assertThat(x.join(y).join(z)).isEqualTo(x.join(y.join(z)));
      assertThat(x.join(x)).isEqualTo(x);
    }
  }

  private static Cut any(Random random) {
    Cut cut = Cut.EMPTY;
    List<LogName> logs = new ArrayList<>(List.of(A, B, LEFT));
    for (int i = random.nextInt(5); i > 0; i--) {
      Position p = random.nextInt(4) == 0 ? new Position.Done() : at(random.nextInt(9));
      cut = cut.with("s." + random.nextInt(2), logs.get(random.nextInt(3)), p);
    }
    return cut;
  }
}
