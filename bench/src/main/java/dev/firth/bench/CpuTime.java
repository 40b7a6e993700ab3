package dev.firth.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** CPU time of processes, user and system, as Linux counts it. */
final class CpuTime {
  private static final double TICKS_A_SECOND = 100;
  private static final int UTIME = 11;

  private CpuTime() {}

  /** Seconds used by a process and all that it started, those that have ended included. */
  static double ofTree(ProcessHandle process) {
    return of(process) + process.descendants().mapToDouble(CpuTime::of).sum();
  }

  /** Seconds used by a process alone, and by children of it that have ended. */
  static double of(ProcessHandle process) {
    try {
      return parse(Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat")));
    } catch (IOException ended) {
      return 0;
    }
  }

  /**
   * Reads a line of {@code /proc/PID/stat} (proc(5)): utime, stime, cutime and cstime stand from
   * the twelfth word after the parenthesis that closes the name.
   */
  static double parse(String stat) {
    String[] words = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    long ticks = 0;
    for (int i = UTIME; i < UTIME + 4; i++) {
      ticks += Long.parseLong(words[i]);
    }
    return ticks / TICKS_A_SECOND;
  }
}
