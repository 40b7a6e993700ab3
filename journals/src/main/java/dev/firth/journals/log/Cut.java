package dev.firth.journals.log;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A reader's position in the lineage of its producers: {@code source -> log -> position}. A source
 * is {@code <binding or transform>.<counter>}. Immutable.
 *
 * @param sources never empty inside
 */
public record Cut(NavigableMap<String, NavigableMap<LogName, Position>> sources) {
  /** Nothing read. */
  public static final Cut EMPTY = new Cut(new TreeMap<>());

  public Cut {
    TreeMap<String, NavigableMap<LogName, Position>> copy = new TreeMap<>();
    sources.forEach(
        (source, logs) -> {
          if (!logs.isEmpty()) {
            copy.put(source, Collections.unmodifiableNavigableMap(new TreeMap<>(logs)));
          }
        });
    sources = Collections.unmodifiableNavigableMap(copy);
  }

  public boolean isEmpty() {
    return sources.isEmpty();
  }

  /** Where a source is in a log; empty if it has not heard of it. */
  public Optional<Position> position(String source, LogName log) {
    NavigableMap<LogName, Position> logs = sources.get(source);
    return logs == null ? Optional.empty() : Optional.ofNullable(logs.get(log));
  }

  /** The logs that a source knows. */
  public NavigableMap<LogName, Position> logs(String source) {
    return sources.getOrDefault(source, Collections.emptyNavigableMap());
  }

  /** This cut with one position replaced. */
  public Cut with(String source, LogName log, Position position) {
    TreeMap<String, NavigableMap<LogName, Position>> copy = new TreeMap<>(sources);
    TreeMap<LogName, Position> logs = new TreeMap<>(logs(source));
    logs.put(log, position);
    copy.put(source, logs);
    return new Cut(copy);
  }

  /** This cut with the positions of several sources in one log replaced. */
  public Cut with(Collection<String> all, LogName log, Position position) {
    TreeMap<String, NavigableMap<LogName, Position>> copy = new TreeMap<>(sources);
    for (String source : all) {
      TreeMap<LogName, Position> logs = new TreeMap<>(logs(source));
      logs.put(log, position);
      copy.put(source, logs);
    }
    return new Cut(copy);
  }

  /**
   * This cut after reading forward in one log.
   *
   * @throws IllegalStateException if that would go back, or the log is done
   */
  public Cut advance(String source, LogName log, long next, HybridClock clock) {
    switch (position(source, log).orElse(Position.START)) {
      case Position.Done d ->
          throw new IllegalStateException(
              "source " + source + " is done with " + log + " and cannot advance in it");
      case Position.At at -> {
        if (next < at.next() || clock.compareTo(at.clock()) < 0) {
          throw new IllegalStateException(
              "source %s cannot go back in %s from %d %s to %d %s"
                  .formatted(source, log, at.next(), at.clock(), next, clock));
        }
      }
    }
    return with(source, log, new Position.At(next, clock));
  }

  /**
   * This cut after a source has read a log's seal: the log is done, and every child all of whose
   * parents are done begins. A child with another parent still to be read begins with that parent's
   * seal; a private raw log is nobody's to read.
   */
  public Cut seal(String source, LogName log, Seal seal) {
    Cut cut = with(source, log, new Position.Done());
    for (Seal.Child child : seal.children()) {
      if (!child.role().equals(Seal.RAW)
          && cut.allDone(source, child.parents())
          && cut.position(source, child.log()).isEmpty()) {
        cut = cut.with(source, child.log(), Position.START);
      }
    }
    return cut;
  }

  private boolean allDone(String source, List<LogName> logs) {
    return logs.stream().allMatch(p -> position(source, p).orElse(null) instanceof Position.Done);
  }

  /** This cut with every position that {@code changed} names replaced by its. */
  public Cut with(Cut changed) {
    TreeMap<String, NavigableMap<LogName, Position>> copy = new TreeMap<>(sources);
    changed.sources.forEach(
        (source, logs) -> {
          TreeMap<LogName, Position> all = new TreeMap<>(logs(source));
          all.putAll(logs);
          copy.put(source, all);
        });
    return new Cut(copy);
  }

  /**
   * The positions of this cut that {@code base} has not, or has otherwise: {@code base.with(delta)}
   * is this.
   */
  public Cut since(Cut base) {
    TreeMap<String, NavigableMap<LogName, Position>> delta = new TreeMap<>();
    sources.forEach(
        (source, logs) -> {
          TreeMap<LogName, Position> changed = new TreeMap<>(logs);
          changed.entrySet().removeIf(e -> e.getValue().equals(base.logs(source).get(e.getKey())));
          delta.put(source, changed);
        });
    return new Cut(delta);
  }

  /**
   * The later of two cuts, position by position: what a reader that has read both has read.
   *
   * <p>{@code join} is associative, commutative, idempotent.
   */
  public Cut join(Cut other) {
    Cut joined = this;
    for (var source : other.sources.entrySet()) {
      for (var log : source.getValue().entrySet()) {
        Position mine = joined.position(source.getKey(), log.getKey()).orElse(Position.START);
        joined = joined.with(source.getKey(), log.getKey(), later(mine, log.getValue()));
      }
    }
    return joined;
  }

  private static Position later(Position a, Position b) {
    if (a instanceof Position.At x && b instanceof Position.At y) {
      return new Position.At(
          Math.max(x.next(), y.next()),
          x.clock().compareTo(y.clock()) >= 0 ? x.clock() : y.clock());
    }
    return new Position.Done();
  }

  /** {@code {source: {log: [next, clock] | "done"}}}. */
  public ObjectNode json() {
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    sources.forEach(
        (source, logs) -> {
          ObjectNode of = all.putObject(source);
          logs.forEach(
              (log, position) -> {
                switch (position) {
                  case Position.Done d -> of.put(log.path(), "done");
                  case Position.At at ->
                      of.putArray(log.path()).add(at.next()).add(at.clock().toString());
                }
              });
        });
    return all;
  }

  /**
   * Reads {@link #json()}.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static Cut ofJson(JsonNode json) {
    TreeMap<String, NavigableMap<LogName, Position>> sources = new TreeMap<>();
    for (var source : json.properties()) {
      TreeMap<LogName, Position> logs = new TreeMap<>();
      for (var log : source.getValue().properties()) {
        logs.put(LogName.parse(log.getKey()), positionOf(log.getValue()));
      }
      sources.put(source.getKey(), logs);
    }
    return new Cut(sources);
  }

  private static Position positionOf(JsonNode json) {
    if (json.isString() && json.stringValue().equals("done")) {
      return new Position.Done();
    }
    if (!json.isArray()
        || json.size() != 2
        || !json.get(0).isIntegralNumber()
        || !json.get(1).isString()) {
      throw new IllegalArgumentException("not a position in a log: " + json);
    }
    return new Position.At(json.get(0).longValue(), HybridClock.parse(json.get(1).stringValue()));
  }
}
