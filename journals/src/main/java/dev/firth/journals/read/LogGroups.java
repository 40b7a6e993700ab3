package dev.firth.journals.read;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The groups of sources that read one log. Groups whose positions meet become one; a leader that a
 * laggard has nearly reached waits for it, as long as it comes nearer.
 */
final class LogGroups {
  private static final int NEAR = 256;
  private static final Duration GLANCE = Duration.ofMillis(50);

  private final List<GroupFollower> groups = new ArrayList<>();
  private final List<GroupFollower> finished = new ArrayList<>();

  synchronized void add(GroupFollower group) {
    groups.add(group);
  }

  /**
   * The group has read the log's seal. It still counts as reading, so that nobody reads the log
   * again.
   */
  synchronized void finished(GroupFollower group) {
    groups.remove(group);
    finished.add(group);
  }

  synchronized List<GroupFollower> all() {
    return List.copyOf(groups);
  }

  synchronized boolean reads(int source) {
    return Stream.concat(groups.stream(), finished.stream())
        .anyMatch(g -> g.sources().contains(source));
  }

  /**
   * Called by a group between two records.
   *
   * @return false if the group has become part of another and ends
   */
  boolean meet(GroupFollower group) throws InterruptedException {
    while (true) {
      long laggard;
      synchronized (this) {
        if (groups.size() == 1) {
          return true;
        }
        for (GroupFollower other : groups) {
          if (other != group && other.parked() && other.samePosition(group)) {
            other.absorb(group.sources());
            groups.remove(group);
            other.unpark();
            return false;
          }
        }
        laggard = nearestBehind(group);
        group.setParked(laggard >= 0);
      }
      if (laggard < 0) {
        return true;
      }
      group.park(GLANCE);
      synchronized (this) {
        group.setParked(false);
        long now = nearestBehind(group);
        if (now < 0 || now <= laggard) {
          return true;
        }
      }
    }
  }

  private long nearestBehind(GroupFollower group) {
    long nearest = -1;
    for (GroupFollower other : groups) {
      long next = other.position();
      if (other != group && next < group.position() && next >= group.position() - NEAR) {
        nearest = Math.max(nearest, next);
      }
    }
    return nearest;
  }
}
