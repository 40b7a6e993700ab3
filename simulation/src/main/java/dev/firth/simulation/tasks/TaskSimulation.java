package dev.firth.simulation.tasks;

import dev.firth.journals.fragment.FragmentCodec;
import dev.firth.journals.fragment.FragmentSettings;
import dev.firth.journals.log.LogContext;
import dev.firth.journals.log.Safeguard;
import dev.firth.journals.read.InProcessTails;
import dev.firth.journals.read.ReadContext;
import dev.firth.protocol.ConnectorCommand;
import dev.firth.protocol.ConnectorLauncher;
import dev.firth.protocol.Session;
import dev.firth.protocol.message.CaptureRequest;
import dev.firth.protocol.message.CaptureResponse;
import dev.firth.protocol.message.MaterializeRequest;
import dev.firth.protocol.message.MaterializeResponse;
import dev.firth.shard.ShardContext;
import dev.firth.shard.ShardHost;
import dev.firth.shard.ShardSettings;
import dev.firth.shard.status.TaskMeters;
import dev.firth.simulation.Scenario;
import dev.firth.simulation.Violation;
import dev.firth.simulation.store.SimStore;
import dev.firth.simulation.world.SimProcess;
import dev.firth.simulation.world.World;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.random.RandomGenerator;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * One run of whole tasks, as {@code firth up} runs them: one process hosts a capture and a
 * materialization; it dies, hangs and is replaced while it still lives; connectors fail; the store
 * loses requests. In the end the table's counts are exactly what the source emitted.
 */
public final class TaskSimulation {
  private static final Duration REAL_TIME = Duration.ofSeconds(60);

  private final Scenario scenario;
  private final World world;
  private final SimStore store;
  private final SimSource source;
  private final SimTable table = new SimTable();
  private final Path spill;
  private SimProcess process;

  private TaskSimulation(Scenario scenario, Path spill) {
    this.scenario = scenario;
    this.world = new World(scenario.seed());
    this.store = new SimStore(world, scenario.faults());
    this.source = new SimSource(scenario.keys(), scenario.pace());
    this.spill = spill;
    this.process = world.process("none");
  }

  /**
   * Runs a scenario.
   *
   * @param spill a folder for documents that do not fit into memory; stays empty here
   * @return how many documents arrived
   * @throws Violation if one is lost or counted twice; the message ends with the trace
   */
  public static int run(Scenario scenario, Path spill) {
    TaskSimulation simulation = new TaskSimulation(scenario, spill);
    try {
      simulation.world.run(simulation::direct, REAL_TIME);
    } catch (Throwable e) {
      Violation violation =
          new Violation(
              "task seed %d: %s%n%s%n%s"
                  .formatted(
                      scenario.seed(),
                      e instanceof Violation ? e.getMessage() : e,
                      scenario,
                      String.join(System.lineSeparator(), simulation.world.trace().lines())));
      violation.initCause(e);
      throw violation;
    }
    return simulation.source.emitted();
  }

  private void direct() throws InterruptedException {
    SimProcess director = world.process("director");
    RandomGenerator random = world.random();
    start();
    long end = world.nanos() + scenario.length().toNanos();
    while (world.nanos() < end) {
      director.sleep(upTo(scenario.faultPace().multipliedBy(2)));
      if (!scenario.calm()) {
        act(director, random);
      }
    }
    store.behave();
    source.settle();
    table.settle();
    world.killAllBut(Set.of(director));
    start();
    long patience = world.nanos() + scenario.retention().multipliedBy(6).toNanos();
    while (!complete()) {
      if (world.nanos() > patience) {
        throw new Violation("waited in vain for " + describe());
      }
      director.sleep(Duration.ofMillis(500));
    }
    director.sleep(Duration.ofSeconds(10));
    if (!complete()) {
      throw new Violation("more arrived than was emitted: " + describe());
    }
  }

  private void act(SimProcess director, RandomGenerator random) throws InterruptedException {
    SimProcess old = process;
    switch (random.nextInt(4)) {
      case 0, 1 -> {
        old.kill();
        director.sleep(upTo(Duration.ofSeconds(2)));
        start();
      }
      case 2 -> old.freeze(upTo(scenario.retention().multipliedBy(2)), random.nextBoolean());
      default -> {
        old.freeze(upTo(scenario.retention().multipliedBy(2)), random.nextBoolean());
        world.at(upTo(scenario.retention().multipliedBy(3)), old::kill);
        start();
      }
    }
  }

  private void start() {
    SimProcess started = world.process("up." + world.nanos() / 1_000_000);
    process = started;
    var unused =
        started.run(
            "main",
            () -> {
              ShardHost host =
                  new ShardHost(context(started), task -> TaskMeters.CommitObserver.NONE);
              host.apply(TaskSpecs.of(scenario.retention()));
              started.sleep(Duration.ofDays(1));
            });
  }

  private ShardContext context(SimProcess on) {
    var client = store.of(on);
    var tails = new InProcessTails(on);
    LogContext log =
        LogContext.of(on, client)
            .withRetention(scenario.retention())
            .withFragments(
                journal -> new FragmentSettings(4 << 10, Duration.ofSeconds(1), FragmentCodec.GZIP))
            .withRings(tails);
    ReadContext read =
        new ReadContext(on, client, client, tails, Duration.ofSeconds(20), Safeguard.ALL);
    return new ShardContext(
        log,
        read,
        "simulated",
        new Launcher(on),
        task -> JsonNodeFactory.instance.objectNode(),
        ShardSettings.local(spill));
  }

  private final class Launcher implements ConnectorLauncher {
    private final SimProcess on;

    Launcher(SimProcess on) {
      this.on = on;
    }

    @Override
    public Session<CaptureRequest, CaptureResponse> capture(ConnectorCommand connector) {
      return source.session(on);
    }

    @Override
    public Session<MaterializeRequest, MaterializeResponse> materialize(
        ConnectorCommand connector) {
      return table.session(on);
    }
  }

  private boolean complete() {
    for (int key = 0; key < scenario.keys(); key++) {
      if (table.member(key, "n") > source.of(key)) {
        throw new Violation("more arrived than was emitted: " + describe());
      }
      if (table.member(key, "n") < source.of(key)) {
        return false;
      }
    }
    return true;
  }

  private String describe() {
    StringBuilder text = new StringBuilder();
    for (int key = 0; key < scenario.keys(); key++) {
      text.append(" key %d: %d of %d;".formatted(key, table.member(key, "n"), source.of(key)));
    }
    return text.toString();
  }

  private Duration upTo(Duration longest) {
    return Duration.ofNanos(world.random().nextLong(longest.toNanos()));
  }
}
