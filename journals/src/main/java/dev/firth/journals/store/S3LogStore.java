package dev.firth.journals.store;

import dev.firth.journals.host.Host;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/**
 * A bucket of S3, or of anything that speaks S3, as a {@link LogStore}. Keys are relative to the
 * location's prefix.
 *
 * <p>The SDK's own retries are off: a repeated conditional create could meet its own first attempt
 * and report the 412 as somebody else's object. Reads, lists and deletes are repeated here.
 */
public final class S3LogStore implements LogStore, AutoCloseable {
  private static final int READ_ATTEMPTS = 6;
  private static final int PAGE = 1_000;
  private static final int CONNECTIONS = 128;

  /**
   * How long to wait.
   *
   * @param connect for a connection
   * @param attempt for one attempt from its first byte to its answer's last
   * @param firstRetry between a failed read and its repetition; doubles up to 2 s, jittered
   */
  public record Waits(Duration connect, Duration attempt, Duration firstRetry) {
    public static final Waits DEFAULT =
        new Waits(Duration.ofSeconds(3), Duration.ofSeconds(20), Duration.ofMillis(50));
  }

  private final S3Location location;
  private final SdkHttpClient http;
  private final S3Client client;
  private final Optional<S3Create> create;
  private final Host host;
  private final Waits waits;
  private volatile boolean embedded;

  private S3LogStore(
      S3Location location,
      SdkHttpClient http,
      S3Client client,
      Optional<S3Create> create,
      Host host,
      Waits waits) {
    this.location = location;
    this.http = http;
    this.client = client;
    this.create = create;
    this.host = host;
    this.waits = waits;
  }

  /**
   * Prepares a client; nothing is sent yet.
   *
   * @param host what waits between attempts, and whose chance jitters them
   */
  public static S3LogStore open(
      S3Location location, S3Credentials credentials, Waits waits, Host host) {
    AwsCredentialsProvider provider = credentials.provider();
    SdkHttpClient http =
        Apache5HttpClient.builder()
            .maxConnections(CONNECTIONS)
            .tcpKeepAlive(true)
            .connectionTimeout(waits.connect())
            .socketTimeout(waits.attempt())
            .build();
    var builder =
        S3Client.builder()
            .region(Region.of(location.region()))
            .credentialsProvider(provider)
            .httpClient(http)
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .serviceConfiguration(
                S3Configuration.builder()
                    .pathStyleAccessEnabled(location.pathStyle())
                    .chunkedEncodingEnabled(false)
                    .build())
            .overrideConfiguration(
                o ->
                    o.retryStrategy(DefaultRetryStrategy.doNotRetry())
                        .apiCallAttemptTimeout(waits.attempt()));
    location.endpoint().ifPresent(builder::endpointOverride);
    Optional<S3Create> create = S3Create.in(location, http, provider, waits.attempt());
    return new S3LogStore(location, http, builder.build(), create, host, waits);
  }

  public S3Location location() {
    return location;
  }

  /** Whether an answer so far came from our embedded store (header {@code x-firth-store}). */
  public boolean embedded() {
    return embedded;
  }

  /** For calls beside the contract; answers are noted as those of the contract are. */
  S3Client client() {
    return client;
  }

  @Override
  public PutAnswer putIfAbsent(String key, List<ByteBuffer> body) throws InterruptedException {
    return create.isPresent() ? created(create.get(), key, body) : put(key, body, "*");
  }

  @Override
  public PutAnswer put(String key, byte[] body) throws InterruptedException {
    return put(key, List.of(ByteBuffer.wrap(body)), null);
  }

  private PutAnswer created(S3Create create, String key, List<ByteBuffer> body)
      throws InterruptedException {
    try {
      S3Create.Answer answer = create.send(location.prefix() + key, body);
      Instant date = date(answer.head());
      return answer.head().isSuccessful()
          ? new PutAnswer.Created(date)
          : notCreated(S3Failure.of(answer, date));
    } catch (IOException | SdkException | StoreException e) {
      return notCreated(failure(e));
    }
  }

  private PutAnswer put(String key, List<ByteBuffer> body, @Nullable String ifNoneMatch)
      throws InterruptedException {
    long size = body.stream().mapToLong(ByteBuffer::remaining).sum();
    PutObjectRequest request =
        PutObjectRequest.builder()
            .bucket(location.bucket())
            .key(location.prefix() + key)
            .ifNoneMatch(ifNoneMatch)
            .contentLength(size)
            .contentType("application/octet-stream")
            .build();
    RequestBody content =
        RequestBody.fromContentProvider(
            () -> new BufferStream(body), size, "application/octet-stream");
    try {
      return new PutAnswer.Created(date(client.putObject(request, content).sdkHttpResponse()));
    } catch (SdkException | StoreException e) {
      return notCreated(failure(e));
    }
  }

  private static PutAnswer notCreated(S3Failure failure) {
    return switch (failure.status()) {
      case 412 -> new PutAnswer.Exists(failure.date());
      case 0, 408, 409, 429 -> new PutAnswer.Unknown(failure.status(), failure.why());
      default ->
          failure.status() >= 500
              ? new PutAnswer.Unknown(failure.status(), failure.why())
              : new PutAnswer.Refused(failure.status(), failure.code(), failure.why());
    };
  }

  @Override
  public GetAnswer get(String key) throws InterruptedException {
    return get(key, null);
  }

  @Override
  public GetAnswer get(String key, long offset, long length) throws InterruptedException {
    return get(key, "bytes=" + offset + "-" + (offset + length - 1));
  }

  private GetAnswer get(String key, @Nullable String range) throws InterruptedException {
    GetObjectRequest request =
        GetObjectRequest.builder()
            .bucket(location.bucket())
            .key(location.prefix() + key)
            .range(range)
            .build();
    return repeated(
        () -> {
          ResponseBytes<GetObjectResponse> found = client.getObjectAsBytes(request);
          GetObjectResponse head = found.response();
          byte[] bytes = found.asByteArrayUnsafe();
          return new GetAnswer.Found(
              bytes, sizeOf(head, bytes.length), head.lastModified(), date(head.sdkHttpResponse()));
        },
        failure ->
            failure.missingObject()
                ? new GetAnswer.Missing(failure.date())
                : new GetAnswer.Failed(failure.status(), failure.code(), failure.why()));
  }

  private static long sizeOf(GetObjectResponse head, int received) {
    String range = head.contentRange();
    return range == null ? received : Long.parseLong(range.substring(range.indexOf('/') + 1));
  }

  @Override
  public HeadAnswer head(String key) throws InterruptedException {
    return repeated(
        () -> {
          var found =
              client.headObject(h -> h.bucket(location.bucket()).key(location.prefix() + key));
          return new HeadAnswer.Found(
              found.contentLength(), found.lastModified(), date(found.sdkHttpResponse()));
        },
        failure ->
            failure.missingObject()
                ? new HeadAnswer.Missing(failure.date())
                : new HeadAnswer.Failed(failure.status(), failure.code(), failure.why()));
  }

  @Override
  public DeleteAnswer delete(String key) throws InterruptedException {
    return repeated(
        () -> {
          var deleted =
              client.deleteObject(d -> d.bucket(location.bucket()).key(location.prefix() + key));
          return new DeleteAnswer.Deleted(date(deleted.sdkHttpResponse()));
        },
        failure ->
            failure.missingObject()
                ? new DeleteAnswer.Deleted(failure.date())
                : new DeleteAnswer.Failed(failure.status(), failure.code(), failure.why()));
  }

  @Override
  public ListAnswer list(String prefix, @Nullable String startAfter, int max)
      throws InterruptedException {
    List<ListAnswer.Entry> entries = new ArrayList<>();
    Instant asked = null;
    String token = null;
    // S3 Express lists in no order and knows no start: all pages are read, then sorted.
    boolean ordered = !location.express();
    do {
      Page page = page(prefix, ordered ? startAfter : null, token, ordered ? max : PAGE);
      if (page.failed != null) {
        return page.failed;
      }
      asked = asked == null ? page.date : asked;
      entries.addAll(page.entries);
      token = page.next;
    } while (token != null && (!ordered || entries.size() < max));
    if (!ordered) {
      entries.removeIf(e -> startAfter != null && e.key().compareTo(startAfter) <= 0);
      entries.sort(Comparator.comparing(ListAnswer.Entry::key));
    }
    boolean more = token != null || entries.size() > max;
    return new ListAnswer.Listed(
        List.copyOf(entries.subList(0, Math.min(max, entries.size()))), more, asked);
  }

  private record Page(
      List<ListAnswer.Entry> entries,
      @Nullable String next,
      Instant date,
      ListAnswer.@Nullable Failed failed) {}

  private Page page(String prefix, @Nullable String startAfter, @Nullable String token, int max)
      throws InterruptedException {
    String root = location.prefix();
    return repeated(
        () -> {
          ListObjectsV2Response page =
              client.listObjectsV2(
                  l ->
                      l.bucket(location.bucket())
                          .prefix(root + prefix)
                          .startAfter(startAfter == null ? null : root + startAfter)
                          .continuationToken(token)
                          .maxKeys(Math.min(PAGE, max)));
          List<ListAnswer.Entry> entries =
              page.contents().stream()
                  .map(
                      o ->
                          new ListAnswer.Entry(
                              o.key().substring(root.length()), o.size(), o.lastModified()))
                  .toList();
          String next =
              Boolean.TRUE.equals(page.isTruncated()) ? page.nextContinuationToken() : null;
          return new Page(entries, next, date(page.sdkHttpResponse()), null);
        },
        failure ->
            new Page(
                List.of(),
                null,
                failure.date(),
                new ListAnswer.Failed(failure.status(), failure.code(), failure.why())));
  }

  private <T> T repeated(Supplier<T> attempt, Function<S3Failure, T> failed)
      throws InterruptedException {
    Duration wait = waits.firstRetry();
    for (int n = 1; ; n++) {
      try {
        return attempt.get();
      } catch (SdkException | StoreException e) {
        S3Failure failure = failure(e);
        if (n == READ_ATTEMPTS || !failure.mayPass()) {
          return failed.apply(failure);
        }
        host.sleep(wait.multipliedBy(50 + host.random().nextInt(100)).dividedBy(100));
        wait = Duration.ofMillis(Math.min(2_000, wait.toMillis() * 2));
      }
    }
  }

  private S3Failure failure(Exception e) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("interrupted while waiting for " + location);
    }
    if (e instanceof AwsServiceException answered
        && answered.awsErrorDetails() != null
        && answered.awsErrorDetails().sdkHttpResponse() != null) {
      date(answered.awsErrorDetails().sdkHttpResponse());
    }
    return S3Failure.of(e);
  }

  private Instant date(SdkHttpResponse response) {
    if (!embedded && response.firstMatchingHeader("x-firth-store").isPresent()) {
      embedded = true;
    }
    return S3Failure.dateOf(response);
  }

  @Override
  public void close() {
    create.ifPresent(S3Create::close);
    client.close();
    http.close();
  }
}
