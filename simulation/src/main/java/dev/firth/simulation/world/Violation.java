package dev.firth.simulation.world;

/** A simulated world broke a promise. */
public final class Violation extends AssertionError {
  private static final long serialVersionUID = 1;

  public Violation(String message) {
    super(message);
  }
}
