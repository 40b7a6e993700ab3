package dev.firth.catalog.build;

import dev.firth.catalog.load.Origin;
import dev.firth.crds.Kind;
import java.util.Comparator;

/**
 * A resource as a node of the graph of a namespace.
 *
 * @param kind of the resource
 * @param name of the resource
 */
record Node(Kind kind, String name) implements Comparable<Node> {
  static Node of(Origin origin) {
    return new Node(origin.kind(), origin.name());
  }

  @Override
  public int compareTo(Node other) {
    return Comparator.comparing(Node::kind).thenComparing(Node::name).compare(this, other);
  }

  @Override
  public String toString() {
    return kind.word() + " " + name;
  }
}
