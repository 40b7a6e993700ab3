package dev.firth.journals.read;

import java.util.List;

/**
 * A group of sources has moved in a log.
 *
 * @param sources their indexes
 * @param record what they moved by; without slices if it holds nothing for them
 */
record Moved(List<Integer> sources, ReadRecord record) {
  Moved {
    sources = List.copyOf(sources);
  }
}
