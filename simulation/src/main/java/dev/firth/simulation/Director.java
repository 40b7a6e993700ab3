package dev.firth.simulation;

import dev.firth.journals.host.Host;
import dev.firth.simulation.world.SimProcess;
import dev.firth.simulation.world.World;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/** Does to processes what the world does to them. */
final class Director {
  private final World world;
  private final Scenario scenario;
  private final List<Machine> machines;
  private final BooleanSupplier mayJoin;
  private final Runnable join;
  private final RandomGenerator random;

  /**
   * @param mayJoin whether the reader of one source may get a second
   * @param join gives it one from its next start on
   */
  Director(
      World world,
      Scenario scenario,
      List<Machine> machines,
      BooleanSupplier mayJoin,
      Runnable join) {
    this.world = world;
    this.scenario = scenario;
    this.machines = machines;
    this.mayJoin = mayJoin;
    this.join = join;
    this.random = world.random();
  }

  /** Acts until the scenario's length has passed. */
  void run(SimProcess director) throws InterruptedException {
    long end = world.nanos() + scenario.length().toNanos();
    while (world.nanos() < end) {
      director.sleep(upTo(scenario.faultPace().multipliedBy(2)));
      switch (scenario.troubles()) {
        case NONE -> {}
        case NAPS -> nap(machines.getFirst());
        case ALL -> act();
      }
    }
  }

  private void act() {
    Machine machine = machines.get(random.nextInt(machines.size()));
    switch (random.nextInt(12)) {
      case 0, 1, 2 -> {
        machine.process().kill();
        startLater(machine, Duration.ofSeconds(2));
      }
      case 3 -> {
        machine.process().kill();
        startLater(machine, scenario.retention().multipliedBy(2));
      }
      case 4, 5 ->
          machine
              .process()
              .freeze(upTo(scenario.retention().multipliedBy(3)), random.nextBoolean());
      case 6, 7 -> replace(machine);
      case 8 -> machine.misjudge();
      case 9 -> machine.process().freeze(upTo(Duration.ofSeconds(12)), random.nextBoolean());
      case 10 -> oversleep(machine);
      default -> {
        if (mayJoin.getAsBoolean()) {
          join.run();
          machine.process().kill();
          startLater(machine, Duration.ofSeconds(1));
        }
      }
    }
  }

  /** A replacement starts although the old process still lives, or only sleeps: a zombie. */
  private void replace(Machine machine) {
    SimProcess old = machine.process();
    if (random.nextBoolean()) {
      old.freeze(upTo(scenario.retention().multipliedBy(2)), random.nextBoolean());
    }
    world.at(
        upTo(scenario.retention().multipliedBy(4)),
        () -> {
          if (machine.process() != old) {
            old.kill();
          }
        });
    startLater(machine, Duration.ofSeconds(1));
  }

  /** Sleeps until its next name may be deleted, while a replacement goes on; then wakes. */
  private void oversleep(Machine machine) {
    Duration retention = scenario.retention();
    if (random.nextBoolean()) {
      nap(machine, retention.multipliedBy(3).dividedBy(2).plus(upTo(retention)));
    } else {
      nap(machine, retention.dividedBy(4).plus(upTo(retention.dividedBy(4))));
    }
  }

  /** Wakes when it may just still trust its last commit. */
  private void nap(Machine machine) {
    Duration third = scenario.retention().dividedBy(3);
    nap(machine, third.plus(upTo(scenario.retention().dividedBy(6))));
  }

  private void nap(Machine machine, Duration asleep) {
    machine.process().freeze(asleep, random.nextInt(3) > 0);
    startLater(machine, Duration.ofMillis(200));
  }

  private void startLater(Machine machine, Duration latest) {
    SimProcess replaced = machine.process();
    Duration delay = upTo(latest);
    SimProcess timer = world.process("operator");
    Host.Fork unused =
        timer.run(
            "start",
            () -> {
              timer.sleep(delay);
              if (machine.process() == replaced) {
                machine.start();
              }
            });
  }

  private Duration upTo(Duration longest) {
    return Duration.ofNanos(random.nextLong(longest.toNanos()));
  }
}
