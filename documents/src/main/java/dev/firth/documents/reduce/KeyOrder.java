package dev.firth.documents.reduce;

import dev.firth.documents.json.JsonOrder;
import dev.firth.documents.json.Pointer;
import dev.firth.documents.json.Tape;
import java.util.List;

/** The order of values by some of their locations. An absent location comes before all values. */
final class KeyOrder {
  private KeyOrder() {}

  static int compare(List<Pointer> key, Tape a, int na, Tape b, int nb) {
    for (int i = 0; i < key.size(); i++) {
      int x = key.get(i).locate(a, na);
      int y = key.get(i).locate(b, nb);
      int order = x < 0 || y < 0 ? Boolean.compare(x >= 0, y >= 0) : JsonOrder.compare(a, x, b, y);
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }
}
