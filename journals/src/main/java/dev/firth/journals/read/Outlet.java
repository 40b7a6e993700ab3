package dev.firth.journals.read;

import dev.firth.journals.host.Channel;
import dev.firth.journals.host.Host;

/**
 * Where those who read logs hand over what they have read. Who hands over a transaction in pieces
 * keeps the turn until the last one, so that pieces of two transactions never mix.
 */
final class Outlet {
  /** Pieces that wait to be taken; readers of logs wait when there are so many. */
  private static final int WAITING = 8;

  private final Channel<Moved> out;
  private final Channel<Boolean> turn;

  Outlet(Host host) {
    out = host.channel(WAITING);
    turn = host.channel(1);
    turn.offer(true);
  }

  /** What was handed over, in that order. */
  Channel<Moved> out() {
    return out;
  }

  /** One of those who hand over. Not thread-safe. */
  final class Hand {
    private boolean mine;

    /** Waits for its turn and for room. */
    void over(Moved moved) throws InterruptedException {
      if (!mine) {
        turn.receive();
        mine = true;
      }
      out.send(moved);
      if (!moved.record().more()) {
        drop();
      }
    }

    /** Lets others have their turn, also in the middle of a transaction that will not go on. */
    void drop() {
      if (mine) {
        mine = false;
        turn.offer(true);
      }
    }
  }
}
