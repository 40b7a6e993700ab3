package dev.firth.documents.reduce;

import dev.firth.documents.json.JsonOrder;
import dev.firth.documents.json.Pointer;
import dev.firth.documents.json.Tape;
import java.util.ArrayList;
import java.util.List;

/** The members of one term of a set, in order, and the algebra of such terms. */
record SetItems(Tape lhs, Tape rhs, List<Pointer> key, boolean objects, List<Item> items) {

  /** A member by its nodes: of the left side, the right side, or both where they are equal. */
  record Item(int left, int right) {}

  SetItems with(List<Item> other) {
    return new SetItems(lhs, rhs, key, objects, other);
  }

  /** Members of this that are in {@code other} too. */
  SetItems common(SetItems other) {
    return filter(other, true);
  }

  /** Members of this that are not in {@code other}. */
  SetItems without(SetItems other) {
    return filter(other, false);
  }

  private SetItems filter(SetItems other, boolean keepShared) {
    var kept = new ArrayList<Item>();
    int k = 0;
    for (Item item : items) {
      while (k < other.items.size() && compare(other.items.get(k), item) < 0) {
        k++;
      }
      boolean shared = k < other.items.size() && compare(other.items.get(k), item) == 0;
      if (shared == keepShared) {
        kept.add(item);
      }
    }
    return with(kept);
  }

  /** Members of either, one that is in both taking its right side from {@code other}. */
  SetItems union(SetItems other) {
    var all = new ArrayList<Item>();
    int k = 0;
    for (Item item : items) {
      while (k < other.items.size() && compare(other.items.get(k), item) < 0) {
        all.add(other.items.get(k++));
      }
      boolean shared = k < other.items.size() && compare(other.items.get(k), item) == 0;
      all.add(shared ? new Item(item.left, other.items.get(k++).right) : item);
    }
    all.addAll(other.items.subList(k, other.items.size()));
    return (items.isEmpty() ? other : this).with(all);
  }

  int compare(Item a, Item b) {
    Tape ta = a.left >= 0 ? lhs : rhs;
    Tape tb = b.left >= 0 ? lhs : rhs;
    int na = a.left >= 0 ? a.left : a.right;
    int nb = b.left >= 0 ? b.left : b.right;
    if (objects) {
      return JsonOrder.compare(ta, na - 2, tb, nb - 2);
    }
    return key.isEmpty()
        ? JsonOrder.compare(ta, na, tb, nb)
        : KeyOrder.compare(key, ta, na, tb, nb);
  }
}
