package dev.firth.simulation;

import dev.firth.simulation.store.StoreFaults;
import java.time.Duration;
import java.util.SplittableRandom;

/**
 * What a seed makes of a run.
 *
 * @param retention R of the logs
 * @param length how long faults go on; then the store behaves and all must be found
 * @param pace mean time between a capture's transactions
 * @param faultPace mean time between what the director does to processes
 * @param keys how many keys documents have
 * @param together whether one process hosts everything, as {@code firth up} does
 * @param materializes whether a materialization reads too
 * @param registered whether readers know the producer by the registry only
 * @param wrongClocks whether clocks of machines are wrong
 * @param calm whether nothing goes wrong at all: then nothing may end
 * @param vanishes whether a fragment is deleted by other hands: then readers stop, and skip nothing
 * @param seals whether the last owner seals the log, beside zombies
 */
public record Scenario(
    long seed,
    Duration retention,
    Duration length,
    Duration pace,
    Duration faultPace,
    int keys,
    boolean together,
    boolean materializes,
    boolean registered,
    boolean wrongClocks,
    boolean calm,
    boolean seals,
    boolean vanishes,
    StoreFaults faults) {

  /** For machines that start when the faults are over: their clocks are right. */
  Scenario healed() {
    return new Scenario(
        seed,
        retention,
        length,
        pace,
        faultPace,
        keys,
        together,
        materializes,
        registered,
        false,
        calm,
        seals,
        vanishes,
        faults);
  }

  /** Draws a scenario. */
  public static Scenario of(long seed) {
    SplittableRandom random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + 1);
    Duration retention = Duration.ofSeconds(20 + random.nextInt(3) * 5L);
    boolean calm = random.nextInt(20) == 0;
    boolean gentle = calm || random.nextInt(8) == 0;
    StoreFaults faults =
        gentle
            ? StoreFaults.none()
            : new StoreFaults(
                Duration.ofMillis(5),
                Duration.ofMillis(20 + random.nextInt(100)),
                Duration.ofMillis(500 + random.nextInt(1500)),
                retention.dividedBy(4),
                random.nextInt(250),
                random.nextInt(2) * random.nextInt(20),
                random.nextInt(60),
                random.nextInt(2) * random.nextInt(20),
                retention.multipliedBy(2));
    return new Scenario(
        seed,
        retention,
        retention.multipliedBy(2 + random.nextInt(3)),
        Duration.ofMillis(40 + random.nextInt(400)),
        Duration.ofMillis(1_000 + random.nextInt(8_000)),
        2 + random.nextInt(5),
        random.nextInt(2) == 0,
        random.nextInt(2) == 0,
        random.nextInt(2) == 0,
        !calm && random.nextInt(3) == 0,
        calm,
        !calm && random.nextInt(5) == 0,
        random.nextInt(25) == 0,
        faults);
  }
}
