package dev.firth.journals.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;

/**
 * How requests to a store are signed. Each request is signed anew, so keys may change meanwhile.
 */
public sealed interface S3Credentials {

  /** One key for ever. */
  record Fixed(String accessKeyId, String secretAccessKey) implements S3Credentials {
    @Override
    public String toString() {
      return "Fixed[" + accessKeyId + "]";
    }
  }

  /**
   * A folder as Kubernetes mounts a Secret: files {@code AWS_ACCESS_KEY_ID}, {@code
   * AWS_SECRET_ACCESS_KEY} and, where there is one, {@code AWS_SESSION_TOKEN}; read again for every
   * request.
   */
  record Folder(Path folder) implements S3Credentials {}

  /** The AWS default chain: environment, profile, web identity, instance. */
  record DefaultChain() implements S3Credentials {}

  /** These credentials as the SDK wants them. */
  default AwsCredentialsProvider provider() {
    return switch (this) {
      case Fixed fixed -> {
        AwsCredentials key = AwsBasicCredentials.create(fixed.accessKeyId, fixed.secretAccessKey);
        yield () -> key;
      }
      case Folder mounted -> () -> read(mounted.folder);
      case DefaultChain _ -> DefaultCredentialsProvider.builder().build();
    };
  }

  private static AwsCredentials read(Path folder) {
    String id = line(folder.resolve("AWS_ACCESS_KEY_ID"));
    String secret = line(folder.resolve("AWS_SECRET_ACCESS_KEY"));
    Path token = folder.resolve("AWS_SESSION_TOKEN");
    return Files.exists(token)
        ? AwsSessionCredentials.create(id, secret, line(token))
        : AwsBasicCredentials.create(id, secret);
  }

  private static String line(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new StoreException(
          "The store's credentials cannot be read from " + file + ": " + e.getMessage() + ".");
    }
  }
}
