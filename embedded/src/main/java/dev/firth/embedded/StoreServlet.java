package dev.firth.embedded;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.gaul.s3proxy.S3ProxyHandler;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.S3Exceptions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * S3Proxy's handler as a servlet that turns every failure into an S3 error document. A write that
 * the disk refused is 500 {@code InternalError} with the operating system's words, never a success.
 */
final class StoreServlet extends HttpServlet {
  private static final Logger log = LoggerFactory.getLogger(StoreServlet.class);
  private static final long LARGEST_OBJECT = 5L << 30;
  private static final long LARGEST_SIGNED_BODY = 128L << 20;
  private static final int LARGEST_CHUNK = 16 << 20;
  private static final int CLOCK_SKEW_SECONDS = 15 * 60;

  private final transient Handler handler;
  private final boolean writable;

  StoreServlet(BlobStore blobs, AccessKey key, boolean writable) {
    this.handler = new Handler(blobs, key);
    this.writable = writable;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    boolean reads = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
    if (!writable && !reads) {
      response.sendError(HttpServletResponse.SC_FORBIDDEN, "this store is for reading alone");
      return;
    }
    InputStream body = request.getInputStream();
    try {
      handler.doHandle(request, request, response, body, new S3ProxyHandler.RequestContext());
    } catch (IOException | RuntimeException e) {
      // A connection with unread bytes is closed, and the client's next request on it would fail.
      body.skip(LARGEST_SIGNED_BODY);
      handler.answer(request, response, e);
    }
  }

  private static final class Handler extends S3ProxyHandler {
    Handler(BlobStore blobs, AccessKey key) {
      super(
          blobs,
          AuthenticationType.AWS_V2_OR_V4,
          key.id(),
          key.secret(),
          null,
          LARGEST_OBJECT,
          LARGEST_SIGNED_BODY,
          LARGEST_CHUNK,
          false,
          null,
          "",
          CLOCK_SKEW_SECONDS);
    }

    void answer(HttpServletRequest request, HttpServletResponse response, Exception failure)
        throws IOException {
      if (response.isCommitted()) {
        throw new IOException(failure);
      }
      Optional<AwsServiceException> refusal =
          causes(failure)
              .filter(AwsServiceException.class::isInstance)
              .map(AwsServiceException.class::cast)
              .findFirst();
      if (refusal.isPresent()) {
        refuse(request, response, refusal.get());
      } else if (failure instanceof IllegalArgumentException) {
        error(request, response, 400, "InvalidArgument", failure.getMessage());
      } else if (failure instanceof UnsupportedOperationException) {
        error(request, response, 501, "NotImplemented", failure.getMessage());
      } else {
        Throwable cause = causes(failure).reduce((outer, inner) -> inner).orElse(failure);
        log.error(
            "{} {} failed: {}", request.getMethod(), request.getRequestURI(), cause.toString());
        error(request, response, 500, "InternalError", cause.toString());
      }
    }

    private void refuse(
        HttpServletRequest request, HttpServletResponse response, AwsServiceException refusal)
        throws IOException {
      var backend = S3Exceptions.httpResponse(refusal);
      if (backend != null) {
        backend.firstMatchingHeader("ETag").ifPresent(etag -> response.setHeader("ETag", etag));
      }
      String code = S3Exceptions.errorCode(refusal);
      if (code != null) {
        error(
            request,
            response,
            refusal.statusCode(),
            code,
            refusal.awsErrorDetails().errorMessage());
        return;
      }
      int status = refusal.statusCode();
      switch (status) {
        case 304 -> response.setStatus(304);
        case 403 -> error(request, response, 403, "AccessDenied", "Access denied.");
        case 412 -> error(request, response, 412, "PreconditionFailed", "The condition failed.");
        case 416 -> error(request, response, 416, "InvalidRange", "The object is shorter.");
        case 400, 422 -> error(request, response, 400, "BadDigest", "The checksum differs.");
        default -> error(request, response, status, "InternalError", refusal.getMessage());
      }
    }

    private void error(
        HttpServletRequest request,
        HttpServletResponse response,
        int status,
        String code,
        @Nullable String message)
        throws IOException {
      sendSimpleErrorResponse(
          request, response, code, status, message == null ? "" : message, Map.of());
    }

    private static Stream<Throwable> causes(Throwable failure) {
      return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
    }
  }
}
