package dev.firth.simulation.world;

/** Unwinds a fork of a process that has died. Nothing may catch it and go on. */
public final class ProcessKilled extends Error {
  private static final long serialVersionUID = 1;

  ProcessKilled() {
    super("the simulated process has died", null, false, false);
  }
}
