package dev.firth.journals.log;

import java.util.HexFormat;
import java.util.OptionalLong;

/**
 * Where the objects of one log lie, and back. Numbers are hex, zero-padded: key order is their
 * order.
 */
public record LogPaths(String root) {
  /** Records of one folder: below the number where listing a folder becomes slow. */
  static final int FOLDER = 4096;

  /**
   * Records of a segment; boundaries and full tables stand at its multiples. All who touch a store
   * must agree on it: only simulations, whose logs are short, set another.
   */
  public static final int SEGMENT = Integer.getInteger("firth.simulation.segment", 256);

  private static final HexFormat HEX = HexFormat.of();

  public LogPaths(LogName log) {
    this("shards/" + log.path() + '/');
  }

  private static String hex(long number) {
    return HEX.toHexDigits(number);
  }

  public String record(long sequence) {
    return records() + HEX.toHexDigits(sequence / FOLDER, 13) + '/' + hex(sequence);
  }

  String records() {
    return root + "log/";
  }

  public String boundaries() {
    return root + "boundary/";
  }

  String boundary(long sequence) {
    return boundaries() + hex(sequence);
  }

  String segments() {
    return root + "segment/";
  }

  String segment(long first) {
    return segments() + hex(first) + '-' + hex(first + SEGMENT - 1);
  }

  String snapshots() {
    return root + "snapshot/";
  }

  String snapshot(long sequence, String file) {
    return snapshots() + hex(sequence) + '/' + file;
  }

  String payloads() {
    return root + "payload/";
  }

  public String payload(String name) {
    return payloads() + name;
  }

  /** The number that a key ends with; empty if it ends with none. */
  static OptionalLong last(String key) {
    String name = key.substring(key.lastIndexOf('/') + 1);
    try {
      return name.length() == 16
          ? OptionalLong.of(Long.parseUnsignedLong(name, 16))
          : OptionalLong.empty();
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  /** Where a collection registers its producers. */
  public static String registry(CollectionName collection) {
    return "collections/" + collection.path() + "/_producers/";
  }

  /** Where a log's fragments of a journal lie. */
  public static String lane(JournalName journal, LogName log) {
    return "collections/" + journal.path() + '/' + log.lane() + '/';
  }
}
