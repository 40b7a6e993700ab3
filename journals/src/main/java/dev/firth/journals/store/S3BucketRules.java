package dev.firth.journals.store;

import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.ExpirationStatus;
import software.amazon.awssdk.services.s3.model.LifecycleRule;

/**
 * Asks S3 for a bucket's own rules. Many stores know no lifecycle or do not let us see it; what is
 * not told counts as absent.
 */
final class S3BucketRules {
  private S3BucketRules() {}

  static BucketRules of(S3Client client, String bucket) {
    return new BucketRules(versioned(client, bucket), rules(client, bucket));
  }

  private static boolean versioned(S3Client client, String bucket) {
    try {
      return client.getBucketVersioning(v -> v.bucket(bucket)).status()
          == BucketVersioningStatus.ENABLED;
    } catch (SdkException e) {
      return false;
    }
  }

  private static List<BucketRules.Rule> rules(S3Client client, String bucket) {
    try {
      return client.getBucketLifecycleConfiguration(l -> l.bucket(bucket)).rules().stream()
          .filter(rule -> rule.status() == ExpirationStatus.ENABLED)
          .filter(rule -> !needsTag(rule))
          .map(S3BucketRules::rule)
          .toList();
    } catch (SdkException e) {
      return List.of();
    }
  }

  /** Our objects carry no tags, so such a rule never meets them. */
  private static boolean needsTag(LifecycleRule rule) {
    var filter = rule.filter();
    return filter != null
        && (filter.tag() != null || filter.and() != null && filter.and().hasTags());
  }

  private static BucketRules.Rule rule(LifecycleRule rule) {
    var expiration = rule.expiration();
    boolean expires =
        expiration != null && (expiration.days() != null || expiration.date() != null);
    return new BucketRules.Rule(
        rule.id() == null ? "" : rule.id(),
        prefix(rule),
        expires,
        rule.noncurrentVersionExpiration() != null);
  }

  @SuppressWarnings("deprecation") // buckets still have rules with the old member
  private static String prefix(LifecycleRule rule) {
    var filter = rule.filter();
    String prefix = rule.prefix();
    if (filter != null && filter.prefix() != null) {
      prefix = filter.prefix();
    } else if (filter != null && filter.and() != null) {
      prefix = filter.and().prefix();
    }
    return prefix == null ? "" : prefix;
  }
}
