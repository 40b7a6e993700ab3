package dev.firth.embedded;

import com.google.common.hash.HashCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Stream;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.S3Exceptions;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListBucketsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/**
 * S3Proxy's file store with a writer of our own. S3Proxy writes beside the object's final name,
 * where lists show the half-written file and a crash leaves it for ever, forces nothing to disk,
 * and checks If-Match before the write instead of with it. Here an object is written in a folder of
 * its own, forced, and then published: by link(2) under If-None-Match (of any number of rivals one
 * wins), else by rename(2) under a lock of its key. A reader waits while its object is being
 * published, so that nobody ever sees one that a loss of power could take back.
 */
final class DurableBlobStore extends ForwardingBlobStore {
  private static final int STRIPES = 1024;

  private final Path root;
  private final Path incoming;
  private final Durable durable;
  private final AtomicLong incomingNumber = new AtomicLong();
  private final ReadWriteLock[] stripes =
      Stream.generate(ReentrantReadWriteLock::new).limit(STRIPES).toArray(ReadWriteLock[]::new);

  /**
   * @param root one folder a bucket
   * @param incoming an empty folder on the same file system, for files that are being written
   */
  DurableBlobStore(BlobStore files, Path root, Path incoming, Durable durable) {
    super(files);
    this.root = root;
    this.incoming = incoming;
    this.durable = durable;
  }

  @Override
  public ListBucketsResponse list() {
    return ListBucketsResponse.builder()
        .buckets(
            delegate().list().buckets().stream().filter(b -> !b.name().startsWith(".")).toList())
        .build();
  }

  @Override
  public ListObjectsV2Response list(ListObjectsV2Request request) {
    String delimiter = request.delimiter();
    boolean delimited = "/".equals(delimiter);
    if (delimiter != null && !delimiter.isEmpty() && !delimited) {
      throw new IllegalArgumentException("The delimiter must be / here, not " + delimiter + ".");
    }
    String after =
        request.continuationToken() == null ? request.startAfter() : request.continuationToken();
    String prefix = request.prefix();
    try {
      return new FolderListing(
              bucketFolder(request.bucket()),
              prefix == null ? "" : prefix,
              delimited,
              after == null ? "" : after,
              request.maxKeys())
          .page();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public PutObjectResponse putBlob(PutObjectRequest request, InputStream payload) {
    if (request.key().endsWith("/")) {
      return delegate().putBlob(request, payload);
    }
    Path name = pathOf(request.bucket(), request.key());
    Path part = incoming.resolve(Long.toString(incomingNumber.incrementAndGet()));
    try {
      byte[] md5 = write(part, request, payload);
      publish(request, part, name);
      return PutObjectResponse.builder().eTag(HashCode.fromBytes(md5).toString()).build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      part.toFile().delete();
    }
  }

  private byte[] write(Path part, PutObjectRequest request, InputStream payload)
      throws IOException {
    MessageDigest digest = md5();
    try (FileChannel file =
            FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        OutputStream out = Channels.newOutputStream(file);
        InputStream in = new DigestInputStream(payload, digest)) {
      long size = in.transferTo(out);
      byte[] md5 = digest.digest();
      if (request.contentLength() != null && request.contentLength() != size) {
        throw S3Exceptions.invalidRequest(
            "The request announced " + request.contentLength() + " bytes; " + size + " came.");
      }
      if (request.contentMD5() != null
          && !MessageDigest.isEqual(Base64.getDecoder().decode(request.contentMD5()), md5)) {
        throw S3Exceptions.fromStatusCode(400);
      }
      ObjectAttributes.write(part, request, md5);
      durable.force(file);
      return md5;
    }
  }

  private void publish(PutObjectRequest request, Path part, Path name) throws IOException {
    ReadWriteLock stripe = stripe(name);
    stripe.writeLock().lock();
    try {
      if ("*".equals(request.ifNoneMatch())) {
        try {
          durable.link(part, root, name);
        } catch (FileAlreadyExistsException e) {
          throw Files.isDirectory(name) ? folderInTheWay(request.key()) : preconditionFailed(e);
        }
        return;
      }
      checkEtag(request);
      durable.replace(part, root, name);
    } finally {
      stripe.writeLock().unlock();
    }
  }

  private static RuntimeException preconditionFailed(Throwable cause) {
    return S3Exceptions.fromStatusCode(412, cause);
  }

  private static RuntimeException folderInTheWay(String key) {
    return S3Exceptions.invalidRequest(
        "Keys below " + key + "/ exist: in this store no key is a folder of another.");
  }

  private void checkEtag(PutObjectRequest request) {
    String wanted = request.ifMatch();
    String unwanted = request.ifNoneMatch();
    if (wanted == null && unwanted == null) {
      return;
    }
    HeadObjectResponse current =
        delegate()
            .blobMetadata(
                HeadObjectRequest.builder().bucket(request.bucket()).key(request.key()).build());
    String etag = current == null ? null : unquote(current.eTag());
    if (wanted != null && current == null) {
      throw S3Exceptions.noSuchKey(request.bucket(), request.key(), "no such key");
    }
    if (wanted != null && !wanted.equals("*") && !unquote(wanted).equals(etag)) {
      throw S3Exceptions.fromStatusCode(412);
    }
    if (unwanted != null && unquote(unwanted).equals(etag)) {
      throw S3Exceptions.fromStatusCode(412);
    }
  }

  private static String unquote(@Nullable String etag) {
    return etag == null ? "" : etag.replace("\"", "");
  }

  @Override
  public @Nullable ResponseInputStream<GetObjectResponse> getBlob(GetObjectRequest request) {
    ReadWriteLock stripe = stripe(pathOf(request.bucket(), request.key()));
    stripe.readLock().lock();
    try {
      return delegate().getBlob(request);
    } finally {
      stripe.readLock().unlock();
    }
  }

  @Override
  public @Nullable HeadObjectResponse blobMetadata(HeadObjectRequest request) {
    ReadWriteLock stripe = stripe(pathOf(request.bucket(), request.key()));
    stripe.readLock().lock();
    try {
      return delegate().blobMetadata(request);
    } finally {
      stripe.readLock().unlock();
    }
  }

  @Override
  public DeleteObjectResponse removeBlob(DeleteObjectRequest request) {
    ReadWriteLock stripe = stripe(pathOf(request.bucket(), request.key()));
    stripe.writeLock().lock();
    try {
      return delegate().removeBlob(request);
    } finally {
      stripe.writeLock().unlock();
    }
  }

  @Override
  public void removeBlob(String bucket, String key) {
    ReadWriteLock stripe = stripe(pathOf(bucket, key));
    stripe.writeLock().lock();
    try {
      delegate().removeBlob(bucket, key);
    } finally {
      stripe.writeLock().unlock();
    }
  }

  @Override
  public CopyObjectResponse copyBlob(CopyObjectRequest request) {
    CopyObjectResponse response = delegate().copyBlob(request);
    settle(request.destinationBucket(), request.destinationKey());
    return response;
  }

  @Override
  public CompleteMultipartUploadResponse completeMultipartUpload(
      MultipartUpload upload, CompleteMultipartUploadRequest request) {
    CompleteMultipartUploadResponse response = delegate().completeMultipartUpload(upload, request);
    settle(upload.containerName(), upload.blobName());
    return response;
  }

  private void settle(String bucket, String key) {
    try {
      durable.settle(root, pathOf(bucket, key));
    } catch (NoSuchFileException e) {
      // Deleted beside us; there is nothing left to force.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path pathOf(String bucket, String key) {
    Path folder = bucketFolder(bucket);
    Path path = folder.resolve(key.startsWith("/") ? key.substring(1) : key).normalize();
    if (!path.startsWith(folder) || path.equals(folder)) {
      throw S3Exceptions.invalidRequest("The key is not a name below its bucket.");
    }
    return path;
  }

  private Path bucketFolder(String bucket) {
    Path folder = root.resolve(bucket);
    if (bucket.startsWith(".") || !Files.isDirectory(folder)) {
      throw S3Exceptions.noSuchBucket(bucket, "");
    }
    return folder;
  }

  private ReadWriteLock stripe(Path name) {
    return stripes[(name.hashCode() * 0x9E3779B9) >>> 22];
  }

  private static MessageDigest md5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
