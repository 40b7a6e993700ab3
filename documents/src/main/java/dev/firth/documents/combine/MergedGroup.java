package dev.firth.documents.combine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Walks sorted sources key by key: those that hold the least key, in their order, are one group. A
 * loaded document comes before all others of the group.
 */
final class MergedGroup {
  private final List<Source> heap = new ArrayList<>();
  private final List<Integer> ranks = new ArrayList<>();
  private final List<Source> members = new ArrayList<>();
  private final List<Integer> memberRanks = new ArrayList<>();
  private int current;

  MergedGroup(List<? extends Source> sources) {
    for (int i = 0; i < sources.size(); i++) {
      push(sources.get(i), i);
    }
  }

  private void push(Source source, int rank) {
    if (source.nextKey()) {
      heap.add(source);
      ranks.add(rank);
      up(heap.size() - 1);
    }
  }

  /** Moves to the next key; documents of the last one must have been taken. */
  boolean next() {
    for (int i = 0; i < members.size(); i++) {
      push(members.get(i), memberRanks.get(i));
    }
    members.clear();
    memberRanks.clear();
    current = 0;
    if (heap.isEmpty()) {
      return false;
    }
    pop();
    while (!heap.isEmpty() && compareKeys(heap.getFirst(), members.getFirst()) == 0) {
      pop();
    }
    return true;
  }

  private void pop() {
    members.add(heap.getFirst());
    memberRanks.add(ranks.getFirst());
    Source last = heap.removeLast();
    int rank = ranks.removeLast();
    if (!heap.isEmpty()) {
      heap.set(0, last);
      ranks.set(0, rank);
      down();
    }
  }

  /** Any source of the group, for its key. */
  Source key() {
    return members.getFirst();
  }

  /** Documents not taken yet. */
  int remaining() {
    int documents = 0;
    for (Source member : members) {
      documents += member.remaining();
    }
    return documents;
  }

  /** Takes the loaded documents of the group and returns the source of the latest, or null. */
  @Nullable Source takeLoaded() {
    Source loaded = null;
    for (Source member : members) {
      if (member.startsLoaded()) {
        member.nextDocument();
        loaded = member;
      }
    }
    return loaded;
  }

  /** Takes the next document of the group; there must be one. */
  Source take() {
    while (members.get(current).remaining() == 0) {
      current++;
    }
    members.get(current).nextDocument();
    return members.get(current);
  }

  private void up(int from) {
    int at = from;
    while (at > 0 && less(at, (at - 1) / 2)) {
      swap(at, (at - 1) / 2);
      at = (at - 1) / 2;
    }
  }

  private void down() {
    int at = 0;
    for (; ; ) {
      int child = 2 * at + 1;
      if (child + 1 < heap.size() && less(child + 1, child)) {
        child++;
      }
      if (child >= heap.size() || !less(child, at)) {
        return;
      }
      swap(at, child);
      at = child;
    }
  }

  private void swap(int a, int b) {
    Collections.swap(heap, a, b);
    Collections.swap(ranks, a, b);
  }

  private boolean less(int a, int b) {
    int order = compareKeys(heap.get(a), heap.get(b));
    return order != 0 ? order < 0 : ranks.get(a) < ranks.get(b);
  }

  private static int compareKeys(Source a, Source b) {
    if (a.binding() != b.binding()) {
      return Integer.compare(a.binding(), b.binding());
    }
    return Arrays.compareUnsigned(
        a.key(),
        a.keyOffset(),
        a.keyOffset() + a.keyLength(),
        b.key(),
        b.keyOffset(),
        b.keyOffset() + b.keyLength());
  }
}
