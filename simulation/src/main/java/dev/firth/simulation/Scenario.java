package dev.firth.simulation;

import dev.firth.simulation.store.StoreFaults;
import java.time.Duration;
import java.util.SplittableRandom;

/**
 * What a seed makes of a run.
 *
 * @param retention R of the logs
 * @param otherRetention R of the logs as every other start of a producer is told
 * @param length how long faults go on; then the store behaves and all must be found
 * @param pace mean time between a capture's transactions
 * @param faultPace mean time between what the director does to processes
 * @param keys how many keys documents have
 * @param together whether one process hosts everything, as {@code firth up} does
 * @param materializes whether a materialization reads too
 * @param registered whether readers know the producer by the registry only
 * @param clocks how wrong the clocks of machines are
 * @param troubles what the director does
 * @param seals whether the last owner seals the log, beside zombies
 * @param vanishes whether a fragment is deleted by other hands: then readers stop, and skip nothing
 * @param compressed whether fragments are gzip files, and not plain
 */
public record Scenario(
    long seed,
    Duration retention,
    Duration otherRetention,
    Duration length,
    Duration pace,
    Duration faultPace,
    int keys,
    boolean together,
    boolean materializes,
    boolean registered,
    Clocks clocks,
    Troubles troubles,
    boolean seals,
    boolean vanishes,
    boolean compressed,
    StoreFaults faults) {

  /** How wrong the clocks of machines are. */
  public enum Clocks {
    RIGHT,
    /** Each by what is drawn for it, often by just not too much. */
    WRONG,
    /** Producers as far ahead as they may be, all others as far behind. */
    APART
  }

  /** What happens to processes. */
  public enum Troubles {
    /** Nothing at all goes wrong: then nothing may end. */
    NONE,
    /** Owners sleep for a while that is just not too long, and others take over meanwhile. */
    NAPS,
    /** All there is. */
    ALL
  }

  boolean calm() {
    return troubles == Troubles.NONE;
  }

  /** For machines that start when the faults are over: their clocks are right. */
  Scenario healed() {
    return with(together, materializes, Clocks.RIGHT, troubles);
  }

  private Scenario with(boolean one, boolean materialization, Clocks how, Troubles what) {
    return new Scenario(
        seed,
        retention,
        otherRetention,
        length,
        pace,
        faultPace,
        keys,
        one,
        materialization,
        registered,
        how,
        what,
        seals,
        vanishes,
        compressed,
        faults);
  }

  /** Draws a scenario in which inputs are further ahead of their readers than may be adopted. */
  public static Scenario clocksApart(long seed) {
    return of(seed).with(false, true, Clocks.APART, Troubles.ALL);
  }

  /**
   * Draws a scenario in which whoever owned the log wakes while it may still trust what it knows,
   * and its next name was used long ago.
   */
  public static Scenario naps(long seed) {
    Scenario drawn = of(seed);
    Duration retention = Duration.ofSeconds(30);
    return new Scenario(
        seed,
        retention,
        retention,
        retention.multipliedBy(3),
        Duration.ofMillis(40),
        Duration.ofSeconds(6),
        drawn.keys,
        false,
        false,
        drawn.registered,
        Clocks.RIGHT,
        Troubles.NAPS,
        false,
        false,
        drawn.compressed,
        StoreFaults.none());
  }

  /** Draws a scenario. */
  public static Scenario of(long seed) {
    SplittableRandom random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + 1);
    Duration retention = Duration.ofSeconds(20 + random.nextInt(3) * 5L);
    Duration other = random.nextInt(4) == 0 ? Duration.ofSeconds(20) : retention;
    boolean calm = random.nextInt(20) == 0;
    boolean gentle = calm || random.nextInt(8) == 0;
    return new Scenario(
        seed,
        retention,
        calm ? retention : other,
        retention.multipliedBy(2 + random.nextInt(3)),
        Duration.ofMillis(40 + random.nextInt(400)),
        Duration.ofMillis(1_000 + random.nextInt(8_000)),
        2 + random.nextInt(5),
        random.nextInt(2) == 0,
        random.nextInt(2) == 0,
        random.nextInt(2) == 0,
        calm ? Clocks.RIGHT : clocks(random),
        calm ? Troubles.NONE : Troubles.ALL,
        !calm && random.nextInt(5) == 0,
        random.nextInt(25) == 0,
        random.nextInt(6) == 0,
        gentle ? StoreFaults.none() : faults(random, retention, other));
  }

  private static Clocks clocks(SplittableRandom random) {
    return switch (random.nextInt(12)) {
      case 0, 1, 2 -> Clocks.WRONG;
      case 3 -> Clocks.APART;
      default -> Clocks.RIGHT;
    };
  }

  private static StoreFaults faults(SplittableRandom random, Duration retention, Duration other) {
    Duration shorter = retention.compareTo(other) < 0 ? retention : other;
    return new StoreFaults(
        Duration.ofMillis(5),
        Duration.ofMillis(20 + random.nextInt(100)),
        Duration.ofMillis(500 + random.nextInt(1500)),
        shorter.dividedBy(4),
        random.nextInt(250),
        random.nextInt(2) * random.nextInt(20),
        random.nextInt(60),
        random.nextInt(2) * random.nextInt(20),
        retention.multipliedBy(2));
  }
}
