package dev.firth.protocol.message;

/** Counters of the form {@code "2.1"}: people's and Firth's, which a connector sees as one. */
final class Backfills {
  private Backfills() {}

  static int count(String backfill) {
    int sum = 0;
    for (String part : backfill.split("\\.")) {
      sum += Integer.parseInt(part);
    }
    return sum;
  }
}
