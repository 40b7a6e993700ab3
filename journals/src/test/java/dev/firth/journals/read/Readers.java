package dev.firth.journals.read;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** What the readers of stories have read: the numbers {@code n} of their documents. */
final class Readers {
  static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Pattern NUMBER = Pattern.compile("\"n\":([0-9]+)");

  private Readers() {}

  static List<Integer> numbers(ReadRecord read, int source) {
    List<Integer> found = new ArrayList<>();
    for (ReadSlice slice : read.slices()) {
      if (slice.source() == source) {
        Matcher m =
            NUMBER.matcher(
                new String(slice.bytes(), slice.offset(), slice.length(), StandardCharsets.UTF_8));
        while (m.find()) {
          found.add(Integer.valueOf(m.group(1)));
        }
      }
    }
    return found;
  }

  static List<Integer> take(JournalReader reader, int source, int count)
      throws InterruptedException {
    List<Integer> found = new ArrayList<>();
    while (found.size() < count) {
      found.addAll(
          numbers(Objects.requireNonNull(reader.next(PATIENCE), "nothing more came"), source));
    }
    return found;
  }

  static List<Integer> range(int from, int to) {
    return IntStream.range(from, to).boxed().toList();
  }
}
