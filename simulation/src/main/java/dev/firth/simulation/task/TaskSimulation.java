package dev.firth.simulation.task;

import dev.firth.journals.fragment.FragmentCodec;
import dev.firth.journals.fragment.FragmentSettings;
import dev.firth.journals.host.Host;
import dev.firth.journals.log.LogContext;
import dev.firth.journals.read.InProcessTails;
import dev.firth.journals.read.ReadContext;
import dev.firth.simulation.store.SimStore;
import dev.firth.simulation.store.StoreFaults;
import dev.firth.simulation.world.SimProcess;
import dev.firth.simulation.world.Violation;
import dev.firth.simulation.world.World;
import dev.firth.specs.TaskSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * One run of whole tasks: processes die, hang, and are replaced while they still live, the store
 * and the connectors fail; then calm, and every document of the source must stand in the
 * destination, counted once.
 */
public final class TaskSimulation {
  private static final Duration RETENTION = Duration.ofSeconds(20);
  private static final Duration PATIENCE = Duration.ofMinutes(20);
  private static final Duration STANDSTILL = Duration.ofSeconds(60);

  private final long seed;
  private final SplittableRandom random;
  private final World world;
  private final SimStore store;
  private final TaskSource source;
  private final TaskDestination destination;
  private final boolean together;
  private final List<SimProcess> processes = new ArrayList<>();
  private final Map<SimProcess, InProcessTails> tails = new IdentityHashMap<>();
  private int starts;

  /** What a run went through. */
  public record Result(int processes, int commits, long requests, long steps, long digest) {}

  private TaskSimulation(long seed) {
    this.seed = seed;
    random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + 7);
    world = new World(seed);
    store = new SimStore(world, faults());
    source =
        new TaskSource(
            1 + random.nextInt(4),
            20 + random.nextInt(200),
            Duration.ofMillis(5 + random.nextInt(200)));
    destination = new TaskDestination(world);
    together = random.nextBoolean();
  }

  private StoreFaults faults() {
    if (random.nextInt(6) == 0) {
      return StoreFaults.none();
    }
    return new StoreFaults(
        Duration.ofMillis(5),
        Duration.ofMillis(20 + random.nextInt(100)),
        Duration.ofMillis(500 + random.nextInt(1500)),
        RETENTION.dividedBy(4),
        random.nextInt(200),
        random.nextInt(15),
        random.nextInt(50),
        random.nextInt(15),
        RETENTION.multipliedBy(2));
  }

  /**
   * Runs a seed.
   *
   * @throws Violation if a promise was broken; the message ends with the trace
   */
  public static Result run(long seed) {
    var simulation = new TaskSimulation(seed);
    try {
      simulation.world.run(simulation::direct, STANDSTILL);
    } catch (Throwable e) {
      throw simulation.explained(e);
    }
    return new Result(
        simulation.starts,
        simulation.destination.commits(),
        simulation.store.requests(),
        simulation.world.steps(),
        simulation.world.trace().digest());
  }

  private Violation explained(Throwable e) {
    var violation =
        new Violation(
            "tasks, seed %d: %s%nThe last events (time in s, process, event):%n%s"
                .formatted(
                    seed,
                    e instanceof Violation ? e.getMessage() : e,
                    String.join(System.lineSeparator(), world.trace().lines())));
    violation.initCause(e);
    return violation;
  }

  private void direct() throws Exception {
    SimProcess director = world.process("director");
    List<List<TaskSpec>> machines =
        together
            ? List.of(List.of(TaskFlow.capture(), TaskFlow.materialization()))
            : List.of(List.of(TaskFlow.capture()), List.of(TaskFlow.materialization()));
    List<SimProcess> current = new ArrayList<>();
    for (List<TaskSpec> tasks : machines) {
      current.add(start(tasks));
    }
    long end = world.nanos() + Duration.ofSeconds(20 + random.nextInt(60)).toNanos();
    while (world.nanos() < end) {
      director.sleep(Duration.ofMillis(200 + random.nextInt(8_000)));
      int machine = random.nextInt(machines.size());
      trouble(director, current, machine, machines.get(machine));
    }
    store.behave();
    source.calm();
    destination.calm();
    processes.forEach(SimProcess::kill);
    machines.forEach(this::start);
    settle(director);
  }

  private void trouble(
      SimProcess director, List<SimProcess> current, int machine, List<TaskSpec> tasks)
      throws InterruptedException {
    SimProcess old = current.get(machine);
    switch (random.nextInt(5)) {
      case 0, 1 -> {
        old.kill();
        director.sleep(Duration.ofMillis(random.nextInt(3_000)));
        current.set(machine, start(tasks));
      }
      case 2 -> old.freeze(Duration.ofMillis(random.nextInt(30_000)), random.nextBoolean());
      case 3 -> {
        old.freeze(Duration.ofMillis(random.nextInt(40_000)), random.nextBoolean());
        current.set(machine, start(tasks));
      }
      default -> current.set(machine, start(tasks));
    }
  }

  private SimProcess start(List<TaskSpec> tasks) {
    SimProcess process = world.process("up." + ++starts);
    processes.add(process);
    Host.Fork unused =
        process.run(
            "up",
            () -> {
              TaskFlow.host(process, logs(process), reads(process), source, destination)
                  .apply(tasks);
              process.sleep(Duration.ofDays(1));
            });
    return process;
  }

  private InProcessTails tails(SimProcess process) {
    return tails.computeIfAbsent(process, InProcessTails::new);
  }

  private LogContext logs(SimProcess process) {
    return LogContext.of(process, store.of(process))
        .withRetention(RETENTION)
        .withFragments(
            journal -> new FragmentSettings(4 << 10, Duration.ofSeconds(1), FragmentCodec.GZIP))
        .withRings(tails(process));
  }

  private ReadContext reads(SimProcess process) {
    var client = store.of(process);
    return ReadContext.of(process, client, tails(process))
        .withRegistryInterval(Duration.ofSeconds(20));
  }

  private void settle(SimProcess director) throws InterruptedException {
    long until = world.nanos() + PATIENCE.toNanos();
    while (!destination.holdsAll(source)) {
      if (world.nanos() > until) {
        throw new Violation("waited %s in vain for everything to arrive".formatted(PATIENCE));
      }
      director.sleep(Duration.ofMillis(500));
    }
  }
}
