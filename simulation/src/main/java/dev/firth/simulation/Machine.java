package dev.firth.simulation;

import dev.firth.journals.host.Host;
import dev.firth.journals.log.Exit;
import dev.firth.journals.read.ReadFailed;
import dev.firth.simulation.model.ModelDestination;
import dev.firth.simulation.world.SimProcess;
import dev.firth.simulation.world.Violation;
import dev.firth.simulation.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A machine that is started again whenever it dies, and the programs that run on it. */
final class Machine {
  /** Something that runs on a process until it ends, well or not. */
  interface Program {
    void run(SimProcess process) throws Exception;
  }

  private static final long SHORTEST_MILLIS = 500;
  private static final long LONGEST_MILLIS = 8_000;
  private static final Duration RAN_WELL = Duration.ofSeconds(5);

  private record Named(String name, Program program) {}

  private final World world;
  private final String name;
  private final Scenario scenario;
  private final List<Named> programs = new ArrayList<>();
  private SimProcess process;
  private int starts;

  Machine(World world, String name, Scenario scenario) {
    this.scenario = scenario;
    this.world = world;
    this.name = name;
    this.process = world.process(name);
  }

  Machine add(String program, Program body) {
    programs.add(new Named(program, body));
    return this;
  }

  SimProcess process() {
    return process;
  }

  /** Starts a new process with all programs; each is run again when it ends with a known reason. */
  void start() {
    process = world.process(name + "." + ++starts);
    SimProcess mine = process;
    misjudge();
    for (Named named : programs) {
      Host.Fork unused = mine.run(named.name, () -> supervise(mine, named));
    }
  }

  /** Sets the machine's clock wrong: often just not wrong enough to be stopped. */
  void misjudge() {
    long millis =
        switch (scenario.clocks()) {
          case RIGHT -> 0;
          case WRONG -> drawnError();
          case APART -> produces() ? 27_000 : -27_000;
        };
    if (scenario.clocks() != Scenario.Clocks.RIGHT) {
      process.setWallError(Duration.ofMillis(millis));
    }
  }

  private boolean produces() {
    return programs.stream().anyMatch(program -> program.name().equals("capture"));
  }

  private long drawnError() {
    var random = world.random();
    return switch (random.nextInt(6)) {
      case 0 -> random.nextLong(-90_000, 90_000);
      case 1, 2 -> 27_000;
      case 3, 4 -> -27_000;
      default -> 0;
    };
  }

  /** As {@code up} does it: who ends again and again is started again later and later. */
  private void supervise(SimProcess process, Named named) throws Exception {
    long patience = SHORTEST_MILLIS;
    while (true) {
      long started = process.nanoTime();
      try {
        named.program.run(process);
        return;
      } catch (Exit | ReadFailed | ModelDestination.Lost e) {
        process.trace("%s ends: %s", named.name, String.valueOf(e));
        if (scenario.calm() && e instanceof Exit) {
          throw new Violation(named.name + " ended although nothing went wrong: " + e);
        }
        if (e instanceof Exit.Sealed) {
          return;
        }
      }
      boolean ranWell = process.nanoTime() - started > RAN_WELL.toNanos();
      patience = ranWell ? SHORTEST_MILLIS : Math.min(LONGEST_MILLIS, patience * 2);
      process.sleep(Duration.ofMillis(100 + process.random().nextLong(patience)));
    }
  }
}
