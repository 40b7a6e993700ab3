package dev.firth.shard.materialize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firth.shard.failure.ShardException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Events in a row, and what each asks for; {@code +} marks connector state. */
class DeliveryTest {
  @ParameterizedTest
  @CsvSource({
    "true,  opened acknowledged begin flushed started acknowledged begin, ACKNOWLEDGE NONE FLUSH STORE ACKNOWLEDGE NONE FLUSH",
    "true,  opened acknowledged begin flushed started+ logged acknowledged, ACKNOWLEDGE NONE FLUSH STORE LOG ACKNOWLEDGE NONE",
    "true,  opened acknowledged begin flushed+ logged started, ACKNOWLEDGE NONE FLUSH LOG STORE ACKNOWLEDGE",
    "false, opened acknowledged begin flushed started logged acknowledged, ACKNOWLEDGE NONE FLUSH STORE LOG ACKNOWLEDGE NONE",
    "false, opened acknowledged begin flushed+ logged started+ logged, ACKNOWLEDGE NONE FLUSH LOG STORE LOG ACKNOWLEDGE"
  })
  void goesOn(boolean authoritative, String events, String actions) {
    assertThat(String.join(" ", play(new Delivery(authoritative), events))).isEqualTo(actions);
  }

  @ParameterizedTest
  @CsvSource({
    "acknowledged",
    "opened flushed",
    "opened begin",
    "opened acknowledged acknowledged",
    "opened acknowledged started",
    "opened acknowledged begin started",
    "opened acknowledged begin flushed flushed",
    "opened acknowledged begin flushed acknowledged",
    "opened acknowledged begin begin",
    "opened logged"
  })
  void refusesWhatIsOutOfOrder(String events) {
    assertThatThrownBy(() -> play(new Delivery(true), events)).isInstanceOf(ShardException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "opened, true, false",
    "opened acknowledged, true, false",
    "opened acknowledged begin, false, true",
    "opened acknowledged begin flushed, false, true",
    "opened acknowledged begin flushed started, true, false"
  })
  void saysWhenKeysMayBeLoaded(String events, boolean mayLoad, boolean underWay) {
    var delivery = new Delivery(true);
    play(delivery, events);
    assertThat(delivery.mayLoad()).isEqualTo(mayLoad);
    assertThat(delivery.underWay()).isEqualTo(underWay);
  }

  private static List<String> play(Delivery delivery, String events) {
    var actions = new ArrayList<String>();
    for (String event : events.split(" ")) {
      actions.add(play(delivery, event.replace("+", ""), event.endsWith("+")).name());
    }
    return actions;
  }

  private static Delivery.Action play(Delivery delivery, String event, boolean state) {
    return switch (event) {
      case "opened" -> delivery.opened();
      case "acknowledged" -> delivery.acknowledged();
      case "begin" -> delivery.begin();
      case "flushed" -> delivery.flushed(state);
      case "started" -> delivery.startedCommit(state);
      default -> delivery.logged();
    };
  }
}
