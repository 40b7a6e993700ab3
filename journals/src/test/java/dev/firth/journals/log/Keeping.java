package dev.firth.journals.log;

/** Runs an owner's housekeeping when a story says so. */
public final class Keeping {
  private Keeping() {}

  public static void round(ShardLog log) throws Exception {
    log.keepHouse();
  }
}
