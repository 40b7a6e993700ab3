package dev.firth.operator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firth.operator.fixture.Namespace;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a build beside the publications that there are. */
class PublishingTest {
  private static final String MANUAL =
      """
      apiVersion: firth.dev/v1alpha1
      kind: Catalog
      metadata: {name: default}
      spec: {publish: Manual}
      """;

  /**
   * Publications are written as number, state (L live, A awaiting approval, S superseded, - not
   * said yet), hash, and + where somebody approved: {@code 1Sa 2Lb 3Ac+}.
   */
  @ParameterizedTest(name = "{0}: {1}, built {2} -> {3} create={4} live={5} over={6}")
  @CsvSource({
    // the first of all
    "Automatic, '',            a, p-1, true,  true,  ''",
    "Manual,    '',            a, p-1, true,  false, ''",
    // nothing new
    "Automatic, 1La,           a, p-1, false, true,  ''",
    "Manual,    1La,           a, p-1, false, true,  ''",
    // a change
    "Automatic, 1La,           b, p-2, true,  true,  p-1",
    "Manual,    1La,           b, p-2, true,  false, ''",
    // it waits, and is approved
    "Manual,    1La 2Ab,       b, p-2, false, false, ''",
    "Manual,    1La 2Ab+,      b, p-2, false, true,  p-1",
    // namespaces that are no longer asked publish what waited
    "Automatic, 1La 2Ab,       b, p-2, false, true,  p-1",
    // another change while one waits: what was approved is not what is built now
    "Manual,    1La 2Ab,       c, p-3, true,  false, p-2",
    "Manual,    1La 2Ab+,      c, p-3, true,  false, p-2",
    // taken back while it waits
    "Manual,    1La 2Ab,       a, p-1, false, true,  p-2",
    "Manual,    1La 2Ab 3Sc,   a, p-1, false, true,  p-2",
    // wanted again: what waited before waits again
    "Manual,    1La 2Sb,       b, p-2, false, false, ''",
    // an old one is never live again under its old number
    "Automatic, 1Sa 2Lb,       a, p-3, true,  true,  p-2",
    // cut off after a Publication was made, before it said what it holds
    "Automatic, 1La 2-,        b, p-2, false, true,  p-1",
    "Manual,    1La 2-,        b, p-2, false, false, ''",
    // approved before it said what it holds: nobody saw the plan
    "Manual,    1La 2-+,       b, p-3, true,  false, p-2",
    // cut off after one went live, before the older one was told
    "Automatic, 1La 2Lb,       b, p-2, false, true,  p-1",
    "Manual,    1La 2Lb,       b, p-2, false, true,  p-1",
    "Automatic, 1La 2Lb,       c, p-3, true,  true,  'p-1,p-2'",
  })
  void decides(
      String mode,
      String known,
      String hash,
      String name,
      boolean create,
      boolean live,
      String over) {
    Publishing publishing = Publishing.of(namespace(mode, known).observed(), hash, false, true);
    assertThat(publishing.name()).isEqualTo(name);
    assertThat(publishing.create()).isEqualTo(create);
    assertThat(publishing.live()).isEqualTo(live);
    assertThat(publishing.superseded()).isEqualTo(over.isEmpty() ? List.of() : split(over));
    assertThat(publishing.pruned()).isEmpty();
  }

  @Test
  void whatIsNoMatterOfTheDraftDoesNotWaitForApproval() {
    Publishing rotated =
        Publishing.of(namespace("Manual", "1La").observed(), "secrets changed", false, false);
    assertThat(rotated).isEqualTo(new Publishing("p-2", true, true, List.of("p-1"), List.of()));
  }

  @Test
  void nothingIsPublishedWhereNothingWasAndNothingIs() {
    assertThat(Publishing.of(namespace("Automatic", "").observed(), "a", true, true).name())
        .isEmpty();
    Publishing emptied = Publishing.of(namespace("Automatic", "1La").observed(), "b", true, true);
    assertThat(emptied.name()).as("the last task was deleted").isEqualTo("p-2");
  }

  @Test
  void theLastTenAreKept() {
    String known =
        String.join(" ", IntStream.rangeClosed(1, 12).mapToObj(n -> n + "Sx").toList()) + " 13La";
    Publishing publishing =
        Publishing.of(namespace("Automatic", known).observed(), "b", false, true);
    assertThat(publishing.pruned()).containsExactly("p-1", "p-2", "p-3");
    assertThat(publishing.superseded()).containsExactly("p-13");
  }

  @Test
  void theOneThatIsLiveIsKeptHoweverOldItIs() {
    String known =
        "1La " + String.join(" ", IntStream.rangeClosed(2, 14).mapToObj(n -> n + "Sx").toList());
    Publishing waiting = Publishing.of(namespace("Manual", known).observed(), "b", false, true);
    assertThat(waiting.live()).isFalse();
    assertThat(waiting.pruned()).containsExactly("p-2", "p-3", "p-4", "p-5");
  }

  @Test
  void whatIsLiveIsTheLastThatSaysSo() {
    assertThat(Publishing.liveHash(namespace("Automatic", "1La 2Lb 3Ac").observed())).contains("b");
    assertThat(Publishing.liveHash(namespace("Automatic", "1Sa").observed())).isEmpty();
  }

  @Test
  void namesThatAreNotOursAreLeftAlone() {
    var observed =
        namespace("Automatic", "1La").apply(publication("mine", "Live", "z", false)).observed();
    assertThat(Publishing.of(observed, "a", false, true).superseded()).isEmpty();
  }

  private static List<String> split(String names) {
    return List.of(names.split(",", -1));
  }

  private static Namespace namespace(String mode, String known) {
    var namespace = new Namespace();
    if (mode.equals("Manual")) {
      namespace.apply(MANUAL);
    }
    for (String one : known.isEmpty() ? List.<String>of() : List.of(known.split(" ", -1))) {
      String number = one.replaceAll("[^0-9].*", "");
      String rest = one.substring(number.length());
      String state =
          switch (rest.charAt(0)) {
            case 'L' -> "Live";
            case 'A' -> "AwaitingApproval";
            case 'S' -> "Superseded";
            default -> "";
          };
      String hash = rest.substring(1).replace("+", "");
      namespace.apply(publication("p-" + number, state, hash, rest.endsWith("+")));
    }
    return namespace;
  }

  private static String publication(String name, String state, String hash, boolean approved) {
    return """
        apiVersion: firth.dev/v1alpha1
        kind: Publication
        metadata: {name: %s}
        spec: {approved: %s}
        status: %s
        """
        .formatted(
            name,
            approved,
            state.isEmpty() ? "{}" : "{state: %s, hash: %s}".formatted(state, hash));
  }
}
