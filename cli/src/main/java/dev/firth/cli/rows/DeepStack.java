package dev.firth.cli.rows;

import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/** Runs what follows the references of schemas as far as they go. */
final class DeepStack {
  /** Address space; memory is taken as far as it is used. */
  private static final long BYTES = 512L << 20;

  private DeepStack() {}

  static <V> V call(Callable<V> task) throws Exception {
    var run = new FutureTask<>(task);
    var thread = new Thread(null, run, "rows", BYTES);
    thread.setDaemon(true);
    thread.start();
    thread.join();
    return switch (run.state()) {
      case SUCCESS -> run.resultNow();
      default -> throw asException(run.exceptionNow());
    };
  }

  private static Exception asException(Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    return (Exception) thrown;
  }
}
