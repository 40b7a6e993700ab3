package dev.firth.simulation.model;

import dev.firth.simulation.world.SimProcess;
import dev.firth.simulation.world.Violation;
import dev.firth.simulation.world.World;
import java.time.Duration;

/**
 * A database with a checkpoint and a fence of its own: what it holds and the cut that goes with it
 * change together, and only for the one who opened it last. Its commits, too, may be executed
 * although the answer is lost.
 */
public final class ModelDestination {
  private final World world;
  private Follower state;
  private int fence;
  private int commits;

  public ModelDestination(World world, Follower empty) {
    this.world = world;
    this.state = empty;
  }

  /** The answer to an Open. */
  public record Opened(int fence, Follower state) {}

  /** Somebody opened the destination after us, or a commit's answer was lost. */
  public static final class Lost extends Exception {
    private static final long serialVersionUID = 1;

    Lost(String why) {
      super(why);
    }
  }

  public Follower state() {
    return state;
  }

  public int commits() {
    return commits;
  }

  Opened open(SimProcess process) throws InterruptedException {
    pause(process);
    fence++;
    Opened opened = new Opened(fence, state.copy());
    pause(process);
    return opened;
  }

  void commit(SimProcess process, int heldFence, Follower next) throws InterruptedException, Lost {
    Follower copy = next.copy();
    boolean[] done = new boolean[1];
    // Executed by the world: the process may die or hang before the answer comes.
    world.at(
        Duration.ofNanos(world.random().nextLong(20_000_000)),
        () -> {
          if (heldFence == fence) {
            store(copy);
            done[0] = true;
          }
        });
    process.awaitNanos(world.nanos() + 20_000_000);
    if (world.random().nextInt(300) == 0) {
      throw new Lost("the destination's answer was lost");
    }
    if (!done[0]) {
      throw new Lost("the destination is fenced by another");
    }
  }

  private void store(Follower next) {
    for (int s = 0; s < state.sources(); s++) {
      if (!next.counts(s).covers(state.counts(s))) {
        throw new Violation(
            "destination: %s would be overwritten by %s"
                .formatted(state.counts(s), next.counts(s)));
      }
    }
    state = next;
    commits++;
  }

  private void pause(SimProcess process) throws InterruptedException {
    process.awaitNanos(world.nanos() + world.random().nextLong(20_000_000));
  }
}
