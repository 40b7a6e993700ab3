package dev.firth.protocol.session;

import dev.firth.protocol.message.DocumentBatch;
import dev.firth.protocol.message.LoadBatch;
import dev.firth.protocol.message.MaterializeRequest;
import dev.firth.protocol.message.MaterializeResponse;

/**
 * The order of a materialization's messages: questions and answers, then Open, Opened, and for
 * every transaction Acknowledge, Load*, Flush, Store*, StartCommit. Loads may precede the
 * connector's Acknowledged, Flush may not; Stores follow its Flushed, and the next Acknowledge its
 * StartedCommit.
 */
public final class MaterializeOrder implements Order<MaterializeRequest, MaterializeResponse> {
  private enum Phase {
    ASKING("a question or Open"),
    OPENING("nothing until Opened"),
    OPENED("Acknowledge"),
    LOADING("Load or Flush"),
    FLUSHING("nothing until Flushed"),
    STORING("Store or StartCommit"),
    COMMITTING("nothing until StartedCommit");

    private final String next;

    Phase(String next) {
      this.next = next;
    }
  }

  private final Whom whom;
  private final Questions questions;
  private Phase phase = Phase.ASKING;
  private boolean acknowledging;
  private int bindings;
  private long awaited;

  public MaterializeOrder(Whom whom) {
    this.whom = whom;
    this.questions = new Questions(whom);
  }

  @Override
  public void request(MaterializeRequest request) {
    switch (request) {
      case MaterializeRequest.Spec _ -> ask("Spec");
      case MaterializeRequest.Validate _ -> ask("Validated");
      case MaterializeRequest.Apply _ -> ask("Applied");
      case MaterializeRequest.Open open -> {
        move(Phase.ASKING, Phase.OPENING, "Open");
        bindings = open.materialization().bindings().size();
      }
      case MaterializeRequest.Acknowledge _ -> {
        move(Phase.OPENED, Phase.LOADING, "Acknowledge");
        acknowledging = true;
        awaited = 0;
      }
      case MaterializeRequest.Load(LoadBatch keys) -> {
        move(Phase.LOADING, Phase.LOADING, "Load");
        awaited += keys.count();
      }
      case MaterializeRequest.Flush _ -> {
        if (acknowledging) {
          throw whom.refused("no Flush before Acknowledged", "Flush");
        }
        move(Phase.LOADING, Phase.FLUSHING, "Flush");
      }
      case MaterializeRequest.Store _ -> move(Phase.STORING, Phase.STORING, "Store");
      case MaterializeRequest.StartCommit _ -> move(Phase.STORING, Phase.COMMITTING, "StartCommit");
    }
  }

  private void ask(String answer) {
    move(Phase.ASKING, Phase.ASKING, "the question for " + answer);
    questions.asked(answer);
  }

  private void move(Phase from, Phase to, String request) {
    if (phase != from) {
      throw whom.refused(phase.next, request);
    }
    phase = to;
  }

  @Override
  public void response(MaterializeResponse response) {
    switch (response) {
      case MaterializeResponse.Spec _ -> questions.answered("Spec");
      case MaterializeResponse.Validated _ -> questions.answered("Validated");
      case MaterializeResponse.Applied _ -> questions.answered("Applied");
      case MaterializeResponse.Opened _ -> answer(Phase.OPENING, Phase.OPENED, "Opened");
      case MaterializeResponse.Acknowledged _ -> {
        if (!acknowledging) {
          throw whom.broke(expected(), "Acknowledged");
        }
        acknowledging = false;
      }
      case MaterializeResponse.Loaded(DocumentBatch documents) -> loaded(documents);
      case MaterializeResponse.Flushed _ -> answer(Phase.FLUSHING, Phase.STORING, "Flushed");
      case MaterializeResponse.StartedCommit _ ->
          answer(Phase.COMMITTING, Phase.OPENED, "StartedCommit");
    }
  }

  private void answer(Phase from, Phase to, String came) {
    if (phase != from) {
      throw whom.broke(expected(), came);
    }
    phase = to;
  }

  private void loaded(DocumentBatch documents) {
    if (phase != Phase.LOADING && phase != Phase.FLUSHING) {
      throw whom.broke(expected(), "Loaded");
    }
    if (acknowledging) {
      throw whom.broke("Acknowledged before any Loaded", "Loaded");
    }
    for (int row = 0; row < documents.count(); row++) {
      int binding = documents.binding(row);
      if (binding < 0 || binding >= bindings) {
        throw whom.broke("a binding from 0 to " + (bindings - 1), "Loaded for binding " + binding);
      }
    }
    awaited -= documents.count();
    if (awaited < 0) {
      throw whom.broke("at most one Loaded for a key that was asked for", "one more");
    }
  }

  private String expected() {
    return switch (phase) {
      case ASKING -> "an answer to a question";
      case OPENING -> "Opened";
      case OPENED -> "nothing until Acknowledge";
      case LOADING -> acknowledging ? "Acknowledged" : "Loaded";
      case FLUSHING -> "Loaded or Flushed";
      case STORING -> "nothing until StartCommit";
      case COMMITTING -> "StartedCommit";
    };
  }

  @Override
  public void end(boolean finished) {
    questions.end();
    if (phase != Phase.ASKING && !finished) {
      throw whom.broke(expected(), "the end");
    }
  }
}
