package dev.firth.simulation;

import dev.firth.journals.fragment.FragmentCodec;
import dev.firth.journals.fragment.FragmentSettings;
import dev.firth.journals.log.LogContext;
import dev.firth.journals.log.LogName;
import dev.firth.journals.log.Safeguard;
import dev.firth.journals.read.InProcessTails;
import dev.firth.journals.read.ReadContext;
import dev.firth.simulation.model.Counts;
import dev.firth.simulation.model.Follower;
import dev.firth.simulation.model.FragmentAudit;
import dev.firth.simulation.model.Ledger;
import dev.firth.simulation.model.ModelCapture;
import dev.firth.simulation.model.ModelDestination;
import dev.firth.simulation.model.ModelMaterialization;
import dev.firth.simulation.model.ModelReader;
import dev.firth.simulation.store.SimStore;
import dev.firth.simulation.world.SimProcess;
import dev.firth.simulation.world.Violation;
import dev.firth.simulation.world.World;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/**
 * One run: a capture, readers and a materialization over one log, faults for a while, then calm;
 * then everything that was promised must be found everywhere, once, in order and whole.
 */
public final class Simulation {
  private static final Duration STANDSTILL = Duration.ofSeconds(60);

  private static final LogName CAPTURE = LogName.root("acme", "capture", "shop", "0.0");
  private static final LogName MATERIALIZATION =
      LogName.root("acme", "materialization", "warehouse", "0.0");

  /** What a run went through. */
  public record Result(
      long commits,
      long requests,
      long unknowns,
      long deletions,
      long reused,
      long steps,
      long digest) {}

  private final Scenario scenario;
  private final Set<Safeguard> rules;
  private final World world;
  private final SimStore store;
  private final Ledger ledger;
  private final List<ModelReader.Notes> notes = new ArrayList<>();
  private final ModelDestination destination;
  private final Set<ModelReader.Notes> stays = new HashSet<>();
  private final List<Machine> machines = new ArrayList<>();
  private final Map<SimProcess, InProcessTails> tails = new IdentityHashMap<>();

  private Simulation(Scenario scenario, Set<Safeguard> rules) {
    this.scenario = scenario;
    this.rules = rules;
    this.world = new World(scenario.seed());
    this.store = new SimStore(world, scenario.faults());
    this.ledger = new Ledger(scenario.keys());
    this.destination =
        new ModelDestination(world, new Follower("destination", CAPTURE, scenario.keys(), 2));
    notes.add(new ModelReader.Notes(new Follower("reader-0", CAPTURE, scenario.keys(), 2)));
    notes.add(new ModelReader.Notes(new Follower("reader-1", CAPTURE, scenario.keys(), 1)));
  }

  /**
   * Runs a scenario.
   *
   * @param rules which rules hold; all but in tests of the simulation itself
   * @throws Violation if a promise was broken; the message ends with the trace
   */
  public static Result run(Scenario scenario, Set<Safeguard> rules) {
    Simulation simulation = new Simulation(scenario, rules);
    try {
      simulation.world.run(simulation::direct, STANDSTILL);
    } catch (Throwable e) {
      throw simulation.explained(e);
    }
    return simulation.result();
  }

  private Result result() {
    return new Result(
        ledger.commits(),
        store.requests(),
        store.unknowns(),
        store.deletions(),
        store.reused(),
        world.steps(),
        world.trace().digest());
  }

  private Violation explained(Throwable e) {
    Violation violation =
        new Violation(
            "seed %d: %s%n%s%nThe last events (time in s, process, event):%n%s%nRun it alone: mvn test -pl simulation -am -Dtest=SimulationTest -Dsurefire.failIfNoSpecifiedTests=false -Dsimulation.seed=%d -Dsimulation.trace=1000"
                .formatted(
                    scenario.seed(),
                    e instanceof Violation ? e.getMessage() : e,
                    scenario,
                    String.join(System.lineSeparator(), world.trace().lines()),
                    scenario.seed()));
    violation.initCause(e);
    return violation;
  }

  private LogContext logs(SimProcess process) {
    Duration retention =
        process.random().nextBoolean() ? scenario.retention() : scenario.otherRetention();
    FragmentCodec codec = scenario.compressed() ? FragmentCodec.GZIP : FragmentCodec.NONE;
    return LogContext.of(process, store.of(process))
        .withRetention(retention)
        .withFragments(journal -> new FragmentSettings(4 << 10, Duration.ofSeconds(1), codec))
        .withRings(tails(process))
        .withSafeguards(rules);
  }

  private InProcessTails tails(SimProcess process) {
    return tails.computeIfAbsent(process, InProcessTails::new);
  }

  private ReadContext reads(SimProcess process) {
    var client = store.of(process);
    return ReadContext.of(process, client, tails(process))
        .withRegistryInterval(Duration.ofSeconds(20))
        .withSafeguards(rules);
  }

  private Machine.Program capture(int transactions, boolean seal) {
    return process ->
        new ModelCapture(process, logs(process), CAPTURE, scenario.keys(), scenario.pace(), ledger)
            .run(transactions, seal);
  }

  private Machine.Program reader(ModelReader.Notes kept) {
    return process ->
        new ModelReader(process, reads(process), CAPTURE, !scenario.registered(), kept).run();
  }

  private void materialize(SimProcess process) throws Exception {
    new ModelMaterialization(
            process, logs(process), reads(process), MATERIALIZATION, CAPTURE, destination)
        .run();
  }

  private void direct() throws Exception {
    setUp();
    SimProcess director = world.process("director");
    Director faults =
        new Director(
            world,
            scenario,
            machines,
            () -> notes.get(1).saved().sources() == 1,
            () -> notes.get(1).join());
    faults.run(director);
    store.behave();
    if (scenario.seals()) {
      seal(director);
    }
    Set<SimProcess> staying = staying();
    staying.add(director);
    world.killAllBut(staying);
    settle(director);
  }

  /** Readers of their own process go on through the end: they may be asleep for long. */
  private Set<SimProcess> staying() {
    Set<SimProcess> staying = new HashSet<>();
    if (!scenario.together()) {
      for (int r = 0; r < 2; r++) {
        SimProcess process = machines.get(1 + r).process();
        if (process.alive()) {
          process.setWallError(Duration.ZERO);
          staying.add(process);
          stays.add(notes.get(r));
        }
      }
    }
    return staying;
  }

  /**
   * The log is sealed while zombies and rivals still want to write to it. That it is sealed soon is
   * promised only where the others end: six that fence each other may go on so for long.
   */
  private void seal(SimProcess director) throws InterruptedException {
    Machine sealer =
        new Machine(world, "sealer", scenario.healed()).add("capture", capture(3, true));
    sealer.start();
    if (!within(director, ledger::isSealed)) {
      Set<SimProcess> staying = staying();
      staying.addAll(Set.of(director, sealer.process()));
      world.killAllBut(staying);
      await(director, "the seal", ledger::isSealed);
    }
    director.sleep(scenario.retention());
  }

  private void setUp() {
    Machine first = new Machine(world, scenario.together() ? "up" : "capture", scenario);
    first.add("capture", capture(Integer.MAX_VALUE, false));
    machines.add(first);
    place(first, "reader-0", reader(notes.get(0)));
    place(first, "reader-1", reader(notes.get(1)));
    if (scenario.materializes()) {
      place(first, "materialize", this::materialize);
    }
    machines.forEach(Machine::start);
  }

  private void place(Machine first, String name, Machine.Program program) {
    if (scenario.together()) {
      first.add(name, program);
    } else {
      machines.add(new Machine(world, name, scenario).add(name, program));
    }
  }

  /** After the faults: one more owner, who ends cleanly, and everybody reads to the end. */
  private void settle(SimProcess director) throws InterruptedException {
    if (!scenario.seals()) {
      Machine owner =
          new Machine(world, "last-owner", scenario.healed()).add("capture", capture(3, false));
      owner.start();
      await(director, "the last owner to end", () -> owner.process().forks().isEmpty());
    }
    Counts all = ledger.promised();
    director.trace("all that was promised: %s", all);

    if (scenario.vanishes()) {
      loseFragment(director);
      return;
    }
    Machine readers = lastReaders();
    if (scenario.materializes()) {
      readers.add("materialize", this::materialize);
    }
    readers.start();
    await(
        director,
        "all readers to reach " + all,
        () ->
            notes.stream().allMatch(n -> complete(n.saved(), all))
                && (!scenario.materializes() || complete(destination.state(), all)));
    for (var collection : List.of(ModelCapture.LEFT, ModelCapture.RIGHT)) {
      Counts inLake = FragmentAudit.read(store, collection, CAPTURE, scenario.keys());
      if (scenario.seals() ? !all.covers(inLake) : !inLake.equals(all)) {
        throw new Violation(
            "lake: %s holds %s, %s was committed".formatted(collection.path(), inLake, all));
      }
    }
  }

  /** All readers that do not live yet, and one that begins only now. */
  private Machine lastReaders() {
    notes.add(new ModelReader.Notes(new Follower("late-reader", CAPTURE, scenario.keys(), 2)));
    Machine readers = new Machine(world, "last-readers", scenario.healed());
    for (int r = 0; r < notes.size(); r++) {
      if (!stays.contains(notes.get(r))) {
        readers.add("reader-" + r, reader(notes.get(r)));
      }
    }
    return readers;
  }

  /**
   * A fragment vanishes that lies between others of its lane. Whoever has yet to read it, or the
   * rest of it, may stop, but shows no gap.
   */
  private void loseFragment(SimProcess director) throws InterruptedException {
    Map<String, List<String>> lanes = new TreeMap<>();
    for (String key : store.objects().keySet()) {
      int lane = key.indexOf("/utc_date=");
      if (lane > 0) {
        lanes.computeIfAbsent(key.substring(0, lane), l -> new ArrayList<>()).add(key);
      }
    }
    // What lies above the boundary is read from the log, so a gap shows below it only; and of the
    // last one below it, only when the log goes on.
    String boundary = boundaryClock();
    lanes.values().forEach(l -> l.removeIf(key -> firstClock(key).compareTo(boundary) > 0));
    lanes.values().removeIf(l -> l.size() < 3);
    for (List<String> lane : lanes.values().stream().limit(1).toList()) {
      String lost = lane.get(1 + world.random().nextInt(lane.size() - 2));
      director.trace("%s vanishes", lost);
      store.objects().remove(lost);
    }
    lastReaders().start();
    director.sleep(scenario.retention());
  }

  private static String firstClock(String fragment) {
    String name = fragment.substring(fragment.lastIndexOf('/') + 1);
    return name.split("\\.")[1].substring(0, 17);
  }

  private String boundaryClock() {
    String clock = "";
    for (var object : store.objects().entrySet()) {
      if (object.getKey().startsWith("shards/" + CAPTURE.path() + "/boundary/")) {
        String json = new String(object.getValue().bytes(), StandardCharsets.UTF_8);
        clock = json.split("\"clock\":\"")[1].substring(0, 17);
      }
    }
    return clock;
  }

  private static boolean complete(Follower follower, Counts all) {
    for (int s = 0; s < follower.sources(); s++) {
      if (!follower.counts(s).equals(all)) {
        if (follower.counts(s).covers(all)) {
          throw new Violation(
              "more was read than committed: %s of %s".formatted(follower.counts(s), all));
        }
        return false;
      }
    }
    return true;
  }

  private void await(SimProcess director, String what, BooleanSupplier condition)
      throws InterruptedException {
    if (!within(director, condition)) {
      throw new Violation("waited %s in vain for %s".formatted(patience(), what));
    }
  }

  private Duration patience() {
    return scenario.retention().multipliedBy(6);
  }

  private boolean within(SimProcess director, BooleanSupplier condition)
      throws InterruptedException {
    long until = world.nanos() + patience().toNanos();
    while (!condition.getAsBoolean()) {
      if (world.nanos() > until) {
        return false;
      }
      director.sleep(Duration.ofMillis(500));
    }
    return true;
  }
}
