package dev.firth.protocol.session;

import java.util.ArrayList;
import java.util.List;

/** Single questions that await their answers, which may come in any order. */
final class Questions {
  private final Whom whom;
  private final List<String> open = new ArrayList<>();

  Questions(Whom whom) {
    this.whom = whom;
  }

  void asked(String answer) {
    open.add(answer);
  }

  void answered(String answer) {
    if (!open.remove(answer)) {
      throw whom.broke(open.isEmpty() ? "no answer" : String.join(" or ", open), answer);
    }
  }

  void end() {
    if (!open.isEmpty()) {
      throw whom.broke(String.join(" or ", open), "the end");
    }
  }
}
