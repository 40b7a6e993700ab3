package dev.firth.journals.store;

import java.util.List;
import java.util.Optional;

/**
 * What a bucket does to objects by itself, as far as it tells.
 *
 * @param versioned whether it keeps old versions
 * @param rules enabled lifecycle rules
 */
record BucketRules(boolean versioned, List<Rule> rules) {

  /** A bucket that does nothing by itself, or does not say. */
  static final BucketRules NONE = new BucketRules(false, List.of());

  /**
   * An enabled lifecycle rule.
   *
   * @param prefix which keys it is for; empty for all
   * @param expires whether it deletes current objects
   * @param expiresOldVersions whether it deletes old versions
   */
  record Rule(String id, String prefix, boolean expires, boolean expiresOldVersions) {
    /** Whether the rule is for some of the keys below a prefix. */
    boolean touches(String keys) {
      return prefix.startsWith(keys) || keys.startsWith(prefix);
    }

    /** Whether the rule is for all of the keys below a prefix. */
    boolean covers(String keys) {
      return keys.startsWith(prefix);
    }
  }

  /** A rule that deletes what may still be needed below a prefix. */
  Optional<Rule> expiring(String keys) {
    return rules.stream().filter(rule -> rule.expires && rule.touches(keys)).findFirst();
  }

  /** Whether versions of deleted objects below a prefix are kept for ever. */
  boolean keepsOldVersions(String keys) {
    return versioned
        && rules.stream().noneMatch(rule -> rule.expiresOldVersions && rule.covers(keys));
  }
}
