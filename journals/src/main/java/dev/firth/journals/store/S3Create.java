package dev.firth.journals.store;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.endpoints.AwsEndpointAttribute;
import software.amazon.awssdk.awscore.endpoints.authscheme.SigV4AuthScheme;
import software.amazon.awssdk.endpoints.Endpoint;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.endpoints.S3EndpointProvider;
import software.amazon.awssdk.utils.http.SdkHttpUtils;

/**
 * Conditional creates, the one request that every transaction waits for. It goes by the SDK's
 * resolver of endpoints, its signer and its HTTP client, and not through its general pipeline,
 * which takes more of a processor than all that a small transaction needs besides
 * (docs/decisions/0005).
 *
 * <p>Only where requests are signed by SigV4: S3 Express and access points of many regions have
 * ways of their own, which the SDK's client knows.
 */
final class S3Create implements AutoCloseable {
  private static final String TYPE = "application/octet-stream";

  /**
   * An answer.
   *
   * @param body what a store says of a failure, empty where nothing
   */
  record Answer(SdkHttpResponse head, String body) {
    /** The text of an element of S3's error document, or empty. */
    String element(String name) {
      int start = body.indexOf("<" + name + ">");
      int end = body.indexOf("</" + name + ">");
      return start < 0 || end < start ? "" : body.substring(start + name.length() + 2, end);
    }
  }

  private final SdkHttpClient http;
  private final AwsCredentialsProvider credentials;
  private final Duration limit;
  private final URI bucket;
  private final SigV4AuthScheme scheme;
  private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("store-timeouts").factory());

  private S3Create(
      SdkHttpClient http,
      AwsCredentialsProvider credentials,
      Duration limit,
      URI bucket,
      SigV4AuthScheme scheme) {
    this.http = http;
    this.credentials = credentials;
    this.limit = limit;
    this.bucket = bucket;
    this.scheme = scheme;
  }

  /**
   * Creates in a bucket, or nothing where its requests are signed another way.
   *
   * @param http stays the caller's to close
   * @param limit for one attempt, from its first byte to its answer's last
   */
  static Optional<S3Create> in(
      S3Location location, SdkHttpClient http, AwsCredentialsProvider credentials, Duration limit) {
    Endpoint endpoint =
        S3EndpointProvider.defaultProvider()
            .resolveEndpoint(
                p ->
                    p.bucket(location.bucket())
                        .region(Region.of(location.region()))
                        .forcePathStyle(location.pathStyle())
                        .endpoint(location.endpoint().map(URI::toString).orElse(null)))
            .join();
    var schemes = endpoint.attribute(AwsEndpointAttribute.AUTH_SCHEMES);
    return !location.express()
            && schemes != null
            && !schemes.isEmpty()
            && schemes.getFirst() instanceof SigV4AuthScheme scheme
        ? Optional.of(new S3Create(http, credentials, limit, endpoint.url(), scheme))
        : Optional.empty();
  }

  /**
   * Sends a create once.
   *
   * @param key of the object, with the location's prefix
   * @throws IOException no answer came, in time or at all
   * @throws StoreException the credentials cannot be read
   */
  Answer send(String key, List<ByteBuffer> body) throws IOException {
    long size = body.stream().mapToLong(ByteBuffer::remaining).sum();
    ContentStreamProvider content = () -> new BufferStream(body);
    SdkHttpRequest request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.PUT)
            .uri(bucket)
            .encodedPath(bucket.getRawPath() + "/" + SdkHttpUtils.urlEncodeIgnoreSlashes(key))
            .putHeader("Content-Length", Long.toString(size))
            .putHeader("Content-Type", TYPE)
            .putHeader("If-None-Match", "*")
            .build();
    var identity = credentials.resolveCredentials();
    SignedRequest signed =
        signer.sign(
            s ->
                s.identity(identity)
                    .request(request)
                    .payload(content)
                    .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, scheme.signingName())
                    .putProperty(AwsV4HttpSigner.REGION_NAME, scheme.signingRegion())
                    .putProperty(AwsV4FamilyHttpSigner.DOUBLE_URL_ENCODE, false)
                    .putProperty(AwsV4FamilyHttpSigner.NORMALIZE_PATH, false)
                    .putProperty(AwsV4FamilyHttpSigner.PAYLOAD_SIGNING_ENABLED, false)
                    .putProperty(AwsV4FamilyHttpSigner.CHUNK_ENCODING_ENABLED, false));
    ExecutableHttpRequest exchange =
        http.prepareRequest(
            HttpExecuteRequest.builder()
                .request(signed.request())
                .contentStreamProvider(signed.payload().orElse(content))
                .build());
    Future<?> late = clock.schedule(exchange::abort, limit.toMillis(), TimeUnit.MILLISECONDS);
    try {
      return answer(exchange.call());
    } finally {
      late.cancel(false);
    }
  }

  private static Answer answer(HttpExecuteResponse response) throws IOException {
    String words = "";
    if (response.responseBody().isPresent()) {
      try (var stream = response.responseBody().get()) {
        words = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      }
    }
    return new Answer(response.httpResponse(), words);
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
