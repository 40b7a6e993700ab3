package dev.firth.simulation;

import dev.firth.journals.log.Safeguard;
import dev.firth.simulation.world.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;

/** Many runs, as many at a time as there are processors. */
public final class Seeds {
  private static final int FAILURES_KEPT = 3;

  private Seeds() {}

  /**
   * What many runs went through.
   *
   * @param failures messages of the first violations, with their traces
   */
  public record Summary(
      long seeds,
      long commits,
      long requests,
      long unknowns,
      long deletions,
      long reused,
      long violations,
      List<String> failures) {
    @Override
    public String toString() {
      return "simulation: %d seeds, %d commits, %d requests, %d without a clear answer, %d deletions, %d names used again, %d violations"
          .formatted(seeds, commits, requests, unknowns, deletions, reused, violations);
    }
  }

  /** Runs seeds {@code first} to {@code first + count - 1}. */
  public static Summary run(long first, int count, Set<Safeguard> rules) {
    return run(first, count, rules, Scenario::of, false);
  }

  /**
   * As {@link #run(long, int, Set)}, until the first violation.
   *
   * @param scenario what a seed makes of a run
   */
  public static Summary untilViolation(
      long first, int count, Set<Safeguard> rules, LongFunction<Scenario> scenario) {
    return run(first, count, rules, scenario, true);
  }

  private static Summary run(
      long first,
      int count,
      Set<Safeguard> rules,
      LongFunction<Scenario> scenario,
      boolean stopEarly) {
    AtomicLong next = new AtomicLong(first);
    AtomicBoolean stop = new AtomicBoolean();
    int workers = Runtime.getRuntime().availableProcessors();
    try (ExecutorService threads = Executors.newFixedThreadPool(workers)) {
      List<Future<Summary>> parts = new ArrayList<>();
      for (int w = 0; w < workers; w++) {
        Callable<Summary> work =
            () ->
                work(
                    next, first + count, seed -> one(scenario.apply(seed), rules), stopEarly, stop);
        parts.add(threads.submit(work));
      }
      Summary all = new Summary(0, 0, 0, 0, 0, 0, 0, List.of());
      for (Future<Summary> part : parts) {
        all = sum(all, part.get());
      }
      return all;
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Summary one(Scenario scenario, Set<Safeguard> rules) {
    try {
      Simulation.Result run = Simulation.run(scenario, rules);
      return new Summary(
          1,
          run.commits(),
          run.requests(),
          run.unknowns(),
          run.deletions(),
          run.reused(),
          0,
          List.of());
    } catch (Violation e) {
      return new Summary(1, 0, 0, 0, 0, 0, 1, List.of(String.valueOf(e.getMessage())));
    }
  }

  private static Summary work(
      AtomicLong next, long end, LongFunction<Summary> one, boolean stopEarly, AtomicBoolean stop) {
    Summary sum = new Summary(0, 0, 0, 0, 0, 0, 0, List.of());
    for (long seed = next.getAndIncrement(); seed < end; seed = next.getAndIncrement()) {
      if (stop.get()) {
        break;
      }
      Summary run = one.apply(seed);
      sum = sum(sum, run);
      if (stopEarly && run.violations() > 0) {
        stop.set(true);
      }
    }
    return sum;
  }

  private static Summary sum(Summary a, Summary b) {
    List<String> failures = new ArrayList<>(a.failures);
    failures.addAll(b.failures);
    return new Summary(
        a.seeds + b.seeds,
        a.commits + b.commits,
        a.requests + b.requests,
        a.unknowns + b.unknowns,
        a.deletions + b.deletions,
        a.reused + b.reused,
        a.violations + b.violations,
        failures.stream().limit(FAILURES_KEPT).toList());
  }
}
