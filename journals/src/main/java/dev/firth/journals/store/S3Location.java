package dev.firth.journals.store;

import java.net.URI;
import java.util.Optional;

/**
 * Where a store lies.
 *
 * @param endpoint absent for AWS
 * @param prefix put before every key; empty, or ends in {@code /}
 * @param pathStyle whether the bucket stands in the path instead of the host name
 */
public record S3Location(
    Optional<URI> endpoint, String bucket, String prefix, String region, boolean pathStyle) {

  public S3Location {
    if (!prefix.isEmpty() && !prefix.endsWith("/")) {
      throw new IllegalArgumentException("prefix " + prefix + " does not end in /");
    }
  }

  /** Whether this is a directory bucket of S3 Express One Zone. */
  public boolean express() {
    return bucket.endsWith("--x-s3");
  }

  /** For messages, such as {@code s3://acme-flows/prod/ at http://127.0.0.1:9000}. */
  @Override
  public String toString() {
    return "s3://" + bucket + "/" + prefix + endpoint.map(uri -> " at " + uri).orElse("");
  }
}
