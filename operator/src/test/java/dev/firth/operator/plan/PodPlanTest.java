package dev.firth.operator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firth.operator.observe.SeenPod;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which pods are made and which go. */
class PodPlanTest {
  /**
   * Wanted are tasks with the hash of their pod; pods are name, task, hash and how they are: ok,
   * starting, ending, lost, over.
   */
  @ParameterizedTest(name = "wanted {0}, there {1}")
  @CsvSource({
    "'',        '',                            '',    '',    ''",
    "'a=1',     '',                            'a',   '',    ''",
    "'a=1 b=2', 'p:a:1:ok',                    'b',   '',    ''",
    // as it should be, also while it starts: a new operator restarts nothing
    "'a=1',     'p:a:1:ok',                    '',    '',    ''",
    "'a=1',     'p:a:1:starting',              '',    '',    ''",
    // its hash changed: it ends first, and the next one is made when it is gone
    "'a=2',     'p:a:1:ok',                    '',    'p',   ''",
    "'a=2',     'p:a:1:ending',                '',    '',    ''",
    // not wanted any more
    "'',        'p:a:1:ok',                    '',    'p',   ''",
    "'',        'p:a:1:ending',                '',    '',    ''",
    // it ended by itself
    "'a=1',     'p:a:1:over',                  '',    'p',   ''",
    // two of a task: one goes
    "'a=1',     'p:a:1:ok q:a:1:ok',           '',    'q',   ''",
    "'a=2',     'p:a:1:ok q:a:2:ok',           '',    'p q', ''",
    // one ends, and its successor is there already
    "'a=1',     'p:a:1:ending q:a:1:ok',       '',    'q',   ''",
    // its node is gone: forgotten and replaced at once
    "'a=1',     'p:a:1:lost',                  'a',   '',    'p'",
    "'a=2',     'p:a:1:lost',                  'a',   '',    'p'",
    "'',        'p:a:1:lost',                  '',    '',    'p'",
    "'a=1',     'p:a:1:lost q:a:1:ok',         '',    '',    'p'",
    // tasks have nothing to do with each other
    "'a=1 b=2', 'p:a:9:ok q:b:2:ok',           '',    'p',   ''",
  })
  void decides(String wanted, String there, String create, String delete, String force) {
    var hashes = new HashMap<String, String>();
    words(wanted).forEach(w -> hashes.put(w.split("=")[0], w.split("=")[1]));
    PodPlan plan = PodPlan.of(hashes, words(there).stream().map(PodPlanTest::pod).toList());
    assertThat(plan).isEqualTo(new PodPlan(words(create), words(delete), words(force)));
  }

  private static List<String> words(String text) {
    return text.isEmpty() ? new ArrayList<>() : List.of(text.split(" "));
  }

  private static SeenPod pod(String text) {
    String[] part = text.split(":");
    boolean lost = part[3].equals("lost");
    return new SeenPod(
        part[0],
        part[1],
        part[2],
        "spec-" + part[2],
        part[3].equals("ok"),
        lost || part[3].equals("ending"),
        lost,
        part[3].equals("over"),
        "");
  }
}
