package dev.firth.crds;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where collections and their logs are kept. */
@Served(plural = "storagemappings", shortName = "fsm", status = ResourceStatus.class)
@Column(name = "Ready", path = Column.READY)
@Column(name = "Reason", path = Column.REASON)
@Column(name = "Message", path = Column.MESSAGE, wide = true)
@Column(name = "Age", path = Column.AGE, type = "date")
@KnownFields({"apiVersion", "kind", "status"})
public record StorageMapping(@Required Metadata metadata, @Required Spec spec) implements Resource {

  /**
   * @param collections globs of the collections that it serves
   * @param namespaces which namespaces it serves
   * @param logRetention how long logs are kept at least
   * @param stores the buckets; the first is written
   */
  public record Spec(
      @Limits(max = 1000) List<String> collections,
      Readers.@Nullable Namespaces namespaces,
      @Nullable Span logRetention,
      @Required @Limits(min = 1, max = 10) List<Store> stores) {
    public Spec {
      collections = collections == null ? List.of("*") : List.copyOf(collections);
      stores = Absent.list(stores);
    }
  }

  /**
   * One bucket and how it is entered.
   *
   * @param s3 the bucket
   * @param credentials its keys; null: the AWS default chain
   */
  public record Store(@Required S3 s3, @Nullable Credentials credentials) {}

  /**
   * A bucket that speaks S3.
   *
   * @param bucket its name
   * @param prefix of all keys
   * @param region of the bucket
   * @param endpoint of a service that is not AWS; null or empty: AWS
   * @param pathStyle whether the bucket stands in the path
   */
  public record S3(
      @Required
          @Limits(min = 3, max = 255)
          @Pattern(
              value = "^[a-z0-9][a-zA-Z0-9._-]*$",
              words = "a bucket's name: lower-case letters, digits, \"-\" and \".\"")
          String bucket,
      @Limits(max = 512)
          @Pattern(
              value = "^([a-zA-Z0-9!_.*'()-]+(/[a-zA-Z0-9!_.*'()-]+)*/?)?$",
              words = "a prefix such as prod/ without a slash in front")
          @Nullable String prefix,
      @Nullable @Limits(max = 64) String region,
      @Limits(max = 512)
          @Pattern(
              value = "^(https?://[A-Za-z0-9._:\\[\\]-]+/?)?$",
              words = "a URL such as https://minio.example:9000")
          @Nullable String endpoint,
      Boolean pathStyle) {
    public S3 {
      pathStyle = Absent.or(pathStyle, false);
    }
  }

  /**
   * The keys of a bucket.
   *
   * @param secretRef a Secret with AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY
   * @param shareWithNamespaces whether it is copied to the namespaces that are served
   * @param serviceAccountName whose role is taken
   */
  @OneOf({"secretRef", "serviceAccountName"})
  public record Credentials(
      @Nullable SecretRef secretRef,
      @NotBuilt(unless = "false") @Nullable Boolean shareWithNamespaces,
      @NotBuilt(instead = "Leave credentials out: the AWS default chain is used.")
          @Limits(min = 1, max = 253)
          @Nullable String serviceAccountName) {}

  /**
   * A Secret by name.
   *
   * @param name of it
   */
  public record SecretRef(@Required @Limits(min = 1, max = 253) String name) {}
}
