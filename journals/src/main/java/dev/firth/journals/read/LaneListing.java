package dev.firth.journals.read;

import dev.firth.journals.fragment.FragmentName;
import dev.firth.journals.log.CollectionName;
import dev.firth.journals.log.HybridClock;
import dev.firth.journals.log.JournalName;
import dev.firth.journals.log.LogName;
import dev.firth.journals.store.ListAnswer;
import dev.firth.journals.store.LogStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Finds the fragments that one log has written of one collection. */
final class LaneListing {
  private static final int PAGE = 1000;
  private static final String DATE = "/utc_date=";

  private final LogStore lake;
  private final String prefix;
  private final String lane;
  private final CollectionName collection;
  private final HybridClock after;
  private final HybridClock upTo;

  /**
   * @param after transactions up to this clock are read already
   * @param upTo transactions above this clock are not wanted
   */
  LaneListing(
      LogStore lake, CollectionName collection, LogName log, HybridClock after, HybridClock upTo) {
    this.lake = lake;
    this.collection = collection;
    this.prefix = "collections/" + collection.path() + '/';
    this.lane = log.lane();
    this.after = after;
    this.upTo = upTo;
  }

  /** A fragment in the store. */
  record Fragment(String key, long size, FragmentName name) {}

  private record Place(String partition, String folder) {}

  /**
   * Fragments by journal, in the order of their documents.
   *
   * @return empty if the store does not answer
   */
  Optional<Map<JournalName, List<Fragment>>> list(Predicate<String> partitions)
      throws InterruptedException {
    Map<JournalName, List<Fragment>> lanes = new TreeMap<>();
    String startAfter = null;
    while (true) {
      if (!(lake.list(prefix, startAfter, PAGE) instanceof ListAnswer.Listed page)) {
        return Optional.empty();
      }
      for (ListAnswer.Entry entry : page.entries()) {
        wanted(entry, partitions)
            .ifPresent(
                fragment ->
                    lanes
                        .computeIfAbsent(journal(entry.key()), j -> new ArrayList<>())
                        .add(fragment));
      }
      if (!page.more() || page.entries().isEmpty()) {
        lanes
            .values()
            .forEach(l -> l.sort((a, b) -> Long.compare(a.name().begin(), b.name().begin())));
        return Optional.of(lanes);
      }
      startAfter = behind(page.entries().getLast().key());
    }
  }

  private Optional<Fragment> wanted(ListAnswer.Entry entry, Predicate<String> partitions) {
    Optional<Place> place =
        place(entry.key()).filter(p -> p.folder().equals(lane) && partitions.test(p.partition()));
    return place
        .flatMap(p -> FragmentName.parse(entry.key()))
        .filter(
            name ->
                name.lastClock().compareTo(after.toString()) > 0
                    && name.firstClock().compareTo(upTo.toString()) <= 0)
        .map(name -> new Fragment(entry.key(), entry.size(), name));
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
    return new JournalName(collection, place(key).map(Place::partition).orElse(""));
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
