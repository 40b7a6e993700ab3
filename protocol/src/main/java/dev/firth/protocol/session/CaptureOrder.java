package dev.firth.protocol.session;

import dev.firth.protocol.message.CaptureRequest;
import dev.firth.protocol.message.CaptureResponse;

/**
 * The order of a capture's messages: questions and answers, then Open, Opened, and (documents or
 * schemas, Checkpoint)* with an Acknowledge for every committed checkpoint if the connector wants
 * them.
 */
public final class CaptureOrder implements Order<CaptureRequest, CaptureResponse> {
  private enum Phase {
    ASKING,
    OPENING,
    CAPTURING
  }

  private final Whom whom;
  private final Questions questions;
  private Phase phase = Phase.ASKING;
  private boolean acknowledgements;
  private int bindings;
  private long unacknowledged;

  public CaptureOrder(Whom whom) {
    this.whom = whom;
    this.questions = new Questions(whom);
  }

  @Override
  public void request(CaptureRequest request) {
    switch (request) {
      case CaptureRequest.Spec _ -> ask("Spec");
      case CaptureRequest.Discover _ -> ask("Discovered");
      case CaptureRequest.Validate _ -> ask("Validated");
      case CaptureRequest.Apply _ -> ask("Applied");
      case CaptureRequest.Retained _ -> ask("Retained");
      case CaptureRequest.Open open -> {
        if (phase != Phase.ASKING) {
          throw whom.refused("one Open a session", "Open");
        }
        phase = Phase.OPENING;
        bindings = open.capture().bindings().size();
      }
      case CaptureRequest.Acknowledge(int checkpoints) -> acknowledge(checkpoints);
    }
  }

  private void ask(String answer) {
    if (phase != Phase.ASKING) {
      throw whom.refused("no question after Open", "the one for " + answer);
    }
    questions.asked(answer);
  }

  private void acknowledge(int checkpoints) {
    if (phase != Phase.CAPTURING || !acknowledgements) {
      throw whom.refused("Acknowledge only where Opened asked for it", "Acknowledge");
    }
    if (checkpoints < 1 || checkpoints > unacknowledged) {
      throw whom.refused(
          "an Acknowledge of 1 to " + unacknowledged + " checkpoints",
          "Acknowledge of " + checkpoints);
    }
    unacknowledged -= checkpoints;
  }

  @Override
  public void response(CaptureResponse response) {
    switch (response) {
      case CaptureResponse.Spec _ -> questions.answered("Spec");
      case CaptureResponse.Discovered _ -> questions.answered("Discovered");
      case CaptureResponse.Validated _ -> questions.answered("Validated");
      case CaptureResponse.Applied _ -> questions.answered("Applied");
      case CaptureResponse.Retained _ -> questions.answered("Retained");
      case CaptureResponse.Opened opened -> {
        if (phase != Phase.OPENING) {
          throw whom.broke(
              phase == Phase.ASKING ? "nothing before Open" : "one Opened a session", "Opened");
        }
        phase = Phase.CAPTURING;
        acknowledgements = opened.explicitAcknowledgements();
      }
      case CaptureResponse.Captured(var documents) -> {
        capturing("Captured");
        for (int row = 0; row < documents.count(); row++) {
          binding(documents.binding(row), "Captured");
        }
      }
      case CaptureResponse.SourcedSchema schema -> {
        capturing("SourcedSchema");
        binding(schema.binding(), "SourcedSchema");
      }
      case CaptureResponse.Checkpoint _ -> {
        capturing("Checkpoint");
        if (acknowledgements) {
          unacknowledged++;
        }
      }
    }
  }

  private void capturing(String came) {
    if (phase != Phase.CAPTURING) {
      throw whom.broke(phase == Phase.OPENING ? "Opened" : "nothing before Open", came);
    }
  }

  private void binding(int binding, String came) {
    if (binding < 0 || binding >= bindings) {
      throw whom.broke("a binding from 0 to " + (bindings - 1), came + " for binding " + binding);
    }
  }

  @Override
  public void end(boolean finished) {
    questions.end();
    if (phase == Phase.OPENING) {
      throw whom.broke("Opened", "the end");
    }
  }
}
