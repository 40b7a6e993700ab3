package dev.firth.journals.fragment;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Which journals to cut into fragments now. Pure. */
public final class CutPolicy {
  /** Journals with fewer uncut bytes wait up to {@link #PATIENCE} intervals. */
  public static final long SMALL = 1L << 20;

  static final int PATIENCE = 12;

  private CutPolicy() {}

  /**
   * Uncut documents of one journal and one hour.
   *
   * @param journal any number that tells the caller which
   * @param bytes uncompressed
   * @param age since the first of them was committed
   * @param closed whether its hour is over, so that nothing is added to it
   */
  public record Uncut(
      int journal, long bytes, Duration age, boolean closed, FragmentSettings settings) {}

  /**
   * Indexes into {@code uncut} of what to cut.
   *
   * @param retention R: once something is older than 2R, all is cut, so that garbage collection
   *     goes on
   */
  public static List<Integer> due(List<Uncut> uncut, Duration retention) {
    boolean all = uncut.stream().anyMatch(u -> u.age().compareTo(retention.multipliedBy(2)) > 0);
    List<Integer> due = new ArrayList<>();
    for (int i = 0; i < uncut.size(); i++) {
      if (all || due(uncut.get(i))) {
        due.add(i);
      }
    }
    return due;
  }

  private static boolean due(Uncut u) {
    Duration interval = u.settings().interval();
    return u.closed()
        || u.bytes() >= u.settings().size()
        || u.age().compareTo(interval.multipliedBy(u.bytes() >= SMALL ? 1 : PATIENCE)) >= 0;
  }
}
