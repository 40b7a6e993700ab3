package dev.firth.protocol.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads of one carrier. They are platform threads: drivers and streams of processes block in
 * native code, where a virtual thread would hold one of the few carriers that everything else in
 * the process runs on.
 */
public final class CarrierThreads {
  private static final Logger LOG = LoggerFactory.getLogger(CarrierThreads.class);
  private static final Duration PATIENCE = Duration.ofMillis(100);
  private static final int WORTH_SAYING = 50;

  private final Whom whom;
  private final List<Thread> threads = new ArrayList<>();

  public CarrierThreads(Whom whom) {
    this.whom = whom;
  }

  /** Starts a thread that ends by itself or when interrupted. */
  public void start(String name, Runnable run) {
    threads.add(Thread.ofPlatform().daemon().name(name).start(run));
  }

  /**
   * Interrupts the threads until they have ended, again and again: code of connectors may swallow
   * an interrupt.
   */
  public void end() {
    boolean interrupted = false;
    for (Thread thread : threads) {
      for (int wait = 0; thread.isAlive(); wait++) {
        thread.interrupt();
        try {
          thread.join(PATIENCE);
          if (wait == WORTH_SAYING) {
            LOG.warn("{} does not end although it was interrupted; waiting for it", whom);
          }
        } catch (InterruptedException _) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
