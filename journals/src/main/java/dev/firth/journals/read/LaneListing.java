package dev.firth.journals.read;

import dev.firth.journals.fragment.FragmentName;
import dev.firth.journals.log.CollectionName;
import dev.firth.journals.log.HybridClock;
import dev.firth.journals.log.JournalName;
import dev.firth.journals.log.LogName;
import dev.firth.journals.log.LogPaths;
import dev.firth.journals.store.ListAnswer;
import dev.firth.journals.store.LogStore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Finds the fragments that one log has written of one collection. Not thread-safe. */
final class LaneListing {
  private static final int PAGE = 1000;
  private static final String DATE = "/utc_date=";

  private final LogStore lake;
  private final String prefix;
  private final LogName log;
  private final String lane;
  private final CollectionName collection;
  private final HybridClock after;
  private final HybridClock upTo;
  private final Map<JournalName, Long> passed = new TreeMap<>();
  private final Map<JournalName, Long> beyond = new TreeMap<>();
  private final Set<JournalName> skipped = new TreeSet<>();

  /**
   * @param after transactions up to this clock are read already
   * @param upTo transactions above this clock are not wanted
   */
  LaneListing(
      LogStore lake, CollectionName collection, LogName log, HybridClock after, HybridClock upTo) {
    this.lake = lake;
    this.collection = collection;
    this.prefix = "collections/" + collection.path() + '/';
    this.log = log;
    this.lane = log.lane();
    this.after = after;
    this.upTo = upTo;
  }

  /** A fragment in the store. */
  record Fragment(String key, long size, FragmentName name) {}

  /**
   * What of a journal is to be read.
   *
   * @param before where the fragment ends that lies before the first one; empty if none does: the
   *     lane begins here, or what was before has expired
   * @param fragments in the order of their documents; none if all that there is was read
   * @param next where the first fragment begins that lies above what is wanted; empty if none does
   */
  record Lane(OptionalLong before, List<Fragment> fragments, OptionalLong next) {}

  private record Place(String partition, String folder) {}

  /**
   * What is to be read, by journal.
   *
   * @return empty if the store does not answer
   */
  Optional<Map<JournalName, Lane>> list(Predicate<String> partitions) throws InterruptedException {
    Map<JournalName, List<Fragment>> found = new TreeMap<>();
    String startAfter = null;
    while (true) {
      if (!(lake.list(prefix, startAfter, PAGE) instanceof ListAnswer.Listed page)) {
        return Optional.empty();
      }
      for (ListAnswer.Entry entry : page.entries()) {
        take(entry, partitions, found);
      }
      if (!page.more() || page.entries().isEmpty()) {
        return lanes(found);
      }
      String last = page.entries().getLast().key();
      startAfter = behind(last);
      if (!startAfter.equals(last)) {
        // Hours of this lane may have been skipped: what was passed is not what lies just before.
        JournalName journal = journal(last);
        if (passed.remove(journal) != null) {
          skipped.add(journal);
        }
      }
    }
  }

  private void take(
      ListAnswer.Entry entry,
      Predicate<String> partitions,
      Map<JournalName, List<Fragment>> found) {
    Optional<Place> place =
        place(entry.key()).filter(p -> p.folder().equals(lane) && partitions.test(p.partition()));
    Optional<FragmentName> name = place.flatMap(p -> FragmentName.parse(entry.key()));
    if (name.isEmpty()) {
      return;
    }
    JournalName journal = collection.journal(place.get().partition());
    if (isRead(name.get())) {
      passed.merge(journal, name.get().end(), Math::max);
    } else if (name.get().firstClock().compareTo(upTo.toString()) <= 0) {
      found
          .computeIfAbsent(journal, j -> new ArrayList<>())
          .add(new Fragment(entry.key(), entry.size(), name.get()));
    } else {
      beyond.merge(journal, name.get().begin(), Math::min);
    }
  }

  private boolean isRead(FragmentName name) {
    return name.lastClock().compareTo(after.toString()) <= 0;
  }

  private Optional<Map<JournalName, Lane>> lanes(Map<JournalName, List<Fragment>> found)
      throws InterruptedException {
    Set<JournalName> journals = new TreeSet<>(found.keySet());
    journals.addAll(passed.keySet());
    journals.addAll(skipped);
    Map<JournalName, Lane> lanes = new TreeMap<>();
    for (JournalName journal : journals) {
      List<Fragment> fragments = new ArrayList<>(found.getOrDefault(journal, List.of()));
      fragments.sort(Comparator.comparingLong(f -> f.name().begin()));
      OptionalLong before = OptionalLong.empty();
      if (fragments.isEmpty() || hasPast(fragments.getFirst().name())) {
        if (!passed.containsKey(journal) && !lookBack(journal)) {
          return Optional.empty();
        }
        Long end = passed.get(journal);
        before = end == null ? before : OptionalLong.of(end);
      }
      if (before.isEmpty() && fragments.isEmpty()) {
        continue;
      }
      long end = fragments.isEmpty() ? before.getAsLong() : fragments.getLast().name().end();
      if (beyond.getOrDefault(journal, end) > end && !lookAhead(journal, end)) {
        return Optional.empty();
      }
      lanes.put(journal, new Lane(before, fragments, next(journal)));
    }
    return Optional.of(lanes);
  }

  private OptionalLong next(JournalName journal) {
    Long begin = beyond.get(journal);
    return begin == null ? OptionalLong.empty() : OptionalLong.of(begin);
  }

  /** Whether something that was read may lie before a fragment, in an hour that was not listed. */
  private boolean hasPast(FragmentName first) {
    return first.begin() > 0
        && !after.equals(HybridClock.ZERO)
        && first.firstClock().compareTo(after.toString()) > 0;
  }

  /** Lists what was read of a lane, from its begin; false if the store does not answer. */
  private boolean lookBack(JournalName journal) throws InterruptedException {
    return look(
        journal,
        name -> {
          if (isRead(name)) {
            passed.merge(journal, name.end(), Math::max);
          }
          return isRead(name);
        });
  }

  /**
   * Lists a lane again that seems to have a hole above what is wanted: a fragment that came while
   * pages were listed may fill it. False if the store does not answer.
   */
  private boolean lookAhead(JournalName journal, long end) throws InterruptedException {
    return look(
        journal,
        name -> {
          if (name.begin() >= end) {
            beyond.merge(journal, name.begin(), Math::min);
          }
          return name.begin() < end;
        });
  }

  private boolean look(JournalName journal, Predicate<FragmentName> on)
      throws InterruptedException {
    String folder = LogPaths.lane(journal, log);
    String startAfter = null;
    while (true) {
      if (!(lake.list(folder, startAfter, PAGE) instanceof ListAnswer.Listed page)) {
        return false;
      }
      for (ListAnswer.Entry entry : page.entries()) {
        Optional<FragmentName> name = FragmentName.parse(entry.key());
        if (name.isPresent() && !on.test(name.get())) {
          return true;
        }
      }
      if (!page.more() || page.entries().isEmpty()) {
        return true;
      }
      startAfter = page.entries().getLast().key();
    }
  }

  private Optional<Place> place(String key) {
    int date = key.indexOf(DATE, prefix.length() - 1);
    if (date < prefix.length()) {
      return Optional.empty();
    }
    int slash = key.lastIndexOf('/', date - 1);
    String partition = slash < prefix.length() ? "" : key.substring(prefix.length(), slash);
    return Optional.of(new Place(partition, key.substring(slash + 1, date)));
  }

  private JournalName journal(String key) {
    return collection.journal(place(key).map(Place::partition).orElse(""));
  }

  /** Where to list on: over the rest of another log's folder, over our hours that are read. */
  private String behind(String last) {
    int date = last.indexOf(DATE, prefix.length() - 1);
    if (date < prefix.length()) {
      return last;
    }
    String folder = last.substring(0, date + 1);
    boolean ours = place(last).filter(p -> p.folder().equals(lane)).isPresent();
    String skip = ours ? folder + FragmentName.hour(after.millis()) : folder + '~';
    return skip.compareTo(last) > 0 ? skip : last;
  }
}
