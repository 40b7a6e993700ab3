package dev.firth.simulation.store;

import java.time.Duration;

/**
 * How badly a store behaves.
 *
 * @param fastest and
 * @param slowest time from a request to its answer, when all is well
 * @param silence how long a client waits before it gives up on an answer
 * @param lateness the longest that a lost request may still be executed after it was sent: below a
 *     quarter of the retention
 * @param unknown of a thousand writes, how many get no clear answer
 * @param refused of a thousand requests, how many are refused (403)
 * @param failed of a thousand reads, lists and deletes, how many fail after all retries
 * @param stall of a thousand writes, before how many the whole process stands still
 * @param longestStall for how long, at most
 */
public record StoreFaults(
    Duration fastest,
    Duration slowest,
    Duration silence,
    Duration lateness,
    int unknown,
    int refused,
    int failed,
    int stall,
    Duration longestStall) {

  /** A store that always answers. */
  public static StoreFaults none() {
    return new StoreFaults(
        Duration.ofMillis(5),
        Duration.ofMillis(40),
        Duration.ofSeconds(1),
        Duration.ZERO,
        0,
        0,
        0,
        0,
        Duration.ZERO);
  }
}
