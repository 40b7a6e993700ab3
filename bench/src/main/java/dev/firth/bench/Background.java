package dev.firth.bench;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Work on a thread of its own, whose failure is not lost. */
final class Background {
  /** Work without a result. */
  interface Body {
    void run() throws Exception;
  }

  private final FutureTask<Boolean> task;

  private Background(Callable<Boolean> body) {
    this.task = new FutureTask<>(body);
  }

  static Background start(String name, Body body) {
    var background =
        new Background(
            () -> {
              body.run();
              return true;
            });
    Thread.ofPlatform().daemon().name(name).start(background.task);
    return background;
  }

  boolean ended() {
    return task.isDone();
  }

  /** Throws what it threw, if it has ended so: nobody should wait for what it does not do. */
  void check() throws Exception {
    if (ended()) {
      join();
    }
  }

  /** Waits for its end; throws what it threw. */
  void join() throws Exception {
    try {
      task.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }
}
