package dev.firth.embedded;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.jspecify.annotations.Nullable;

/**
 * An S3 server on a folder. Objects are plain files below {@code <folder>/<bucket>/}, so other
 * programs can read them there; what the store itself needs lies in {@code <folder>/.store/}.
 *
 * <p>Every answer carries the header {@value #HEADER}, by which clients know that a commit here
 * takes under a millisecond and costs nothing.
 */
public final class EmbeddedStore implements AutoCloseable {
  /** Stands on every answer; its value is {@code fsync} or {@code no-fsync}. */
  public static final String HEADER = "x-firth-store";

  private static final long STOP_MILLIS = 1_000;
  private static final int THREADS = 64;
  private static final long IDLE_CONNECTION_MILLIS = 300_000;

  /**
   * How to run a store.
   *
   * @param port 0 for any free one
   * @param bucket made unless it is there
   * @param fsync whether a write is on disk when it is answered
   * @param accessKey absent: the folder's own, made at its first start
   */
  public record Options(
      Path folder,
      String host,
      int port,
      String bucket,
      boolean fsync,
      Optional<AccessKey> accessKey) {

    /** On the loopback address, any port, bucket {@code firth}, durable, with the folder's key. */
    public static Options of(Path folder) {
      return new Options(folder, "127.0.0.1", 0, "firth", true, Optional.empty());
    }

    public Options withPort(int wanted) {
      return new Options(folder, host, wanted, bucket, fsync, accessKey);
    }

    public Options withFsync(boolean wanted) {
      return new Options(folder, host, port, bucket, wanted, accessKey);
    }
  }

  private final Options options;
  private final AccessKey accessKey;
  private final Server server;
  private final @Nullable FileChannel lock;

  private EmbeddedStore(
      Options options, AccessKey accessKey, Server server, @Nullable FileChannel lock) {
    this.options = options;
    this.accessKey = accessKey;
    this.server = server;
    this.lock = lock;
  }

  /**
   * Starts a store; it answers when this returns.
   *
   * @throws EmbeddedStoreException if the folder cannot be used, another store runs on it, or the
   *     port is taken
   */
  public static EmbeddedStore start(Options options) {
    Path folder = options.folder().toAbsolutePath().normalize();
    Path own = folder.resolve(".store");
    Path incoming = own.resolve("incoming");
    FileChannel lock = null;
    try {
      Files.createDirectories(incoming);
      lock = lock(folder, own.resolve("lock"));
      Files.createDirectories(folder.resolve(options.bucket()));
      empty(incoming);
      return listening(options, folder, lock);
    } catch (IOException e) {
      close(lock);
      throw new EmbeddedStoreException(
          "The store's folder " + folder + " cannot be used: " + e + ". Choose another folder.", e);
    } catch (RuntimeException e) {
      close(lock);
      throw e;
    }
  }

  /**
   * Starts a store for a reader, beside whatever else runs on the folder: it takes no lock, touches
   * nothing that a writer has begun, and refuses to write.
   *
   * @throws EmbeddedStoreException if there is no store in the folder
   */
  public static EmbeddedStore reading(Path folder) {
    Path whole = folder.toAbsolutePath().normalize();
    if (!Files.isDirectory(whole.resolve(".store/incoming"))) {
      throw new EmbeddedStoreException("There is no store in " + whole + ".");
    }
    try {
      return listening(Options.of(folder), whole, null);
    } catch (IOException e) {
      throw new EmbeddedStoreException(
          "The store's folder " + whole + " cannot be read: " + e + ".", e);
    }
  }

  private static EmbeddedStore listening(Options options, Path folder, @Nullable FileChannel lock)
      throws IOException {
    Path own = folder.resolve(".store");
    AccessKey key =
        options.accessKey().isPresent()
            ? options.accessKey().get()
            : AccessKey.keptIn(own.resolve("credentials"));
    Durable durable = new Durable(options.fsync());
    Path incoming = own.resolve("incoming");
    Server server =
        server(
            options,
            new StoreServlet(
                new DurableBlobStore(
                    new FilesystemNio2BlobStore(folder.toString()), folder, incoming, durable),
                key,
                lock != null));
    EmbeddedStore store = new EmbeddedStore(options, key, server, lock);
    store.listen();
    return store;
  }

  private static FileChannel lock(Path folder, Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null;
    }
    if (lock == null) {
      channel.close();
      throw new EmbeddedStoreException(
          "Another store runs on " + folder + ". Stop it, or use its address instead.");
    }
    return channel;
  }

  private static void empty(Path incoming) throws IOException {
    try (DirectoryStream<Path> left = Files.newDirectoryStream(incoming)) {
      for (Path file : left) {
        Files.delete(file);
      }
    }
  }

  private static Server server(Options options, StoreServlet servlet) {
    QueuedThreadPool threads = new QueuedThreadPool(THREADS, 8);
    threads.setName("embedded-store");
    threads.setDaemon(true);
    Server server = new Server(threads);
    HttpConfiguration http = new HttpConfiguration();
    http.setHttpCompliance(HttpCompliance.LEGACY);
    http.setUriCompliance(UriCompliance.LEGACY);
    http.setHeaderCacheCaseSensitive(true);
    http.setSendServerVersion(false);
    String value = options.fsync() ? "fsync" : "no-fsync";
    http.addCustomizer(
        (request, headers) -> {
          headers.put(HEADER, value);
          return request;
        });
    ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    connector.setHost(options.host());
    connector.setPort(options.port());
    connector.setIdleTimeout(IDLE_CONNECTION_MILLIS);
    server.addConnector(connector);
    ServletContextHandler context = new ServletContextHandler();
    context.addServlet(new ServletHolder(servlet), "/*");
    server.setHandler(new GracefulHandler(context));
    server.setStopTimeout(STOP_MILLIS);
    return server;
  }

  private void listen() {
    try {
      server.start();
    } catch (Exception e) {
      throw new EmbeddedStoreException(
          "The store cannot listen on "
              + options.host()
              + ":"
              + options.port()
              + ": "
              + e.getMessage()
              + ". Choose another port, or 0 for any free one.",
          e);
    }
  }

  /** Where clients reach it, such as {@code http://127.0.0.1:40123}. */
  public URI endpoint() {
    int port = ((ServerConnector) server.getConnectors()[0]).getLocalPort();
    return URI.create("http://" + options.host() + ":" + port);
  }

  public String bucket() {
    return options.bucket();
  }

  public boolean fsync() {
    return options.fsync();
  }

  public AccessKey accessKey() {
    return accessKey;
  }

  /** Lets running requests end, for at most a second, and frees port and folder. */
  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new EmbeddedStoreException("The store did not stop cleanly: " + e, e);
    } finally {
      close(lock);
    }
  }

  private static void close(@Nullable FileChannel channel) {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        throw new EmbeddedStoreException("The store's folder could not be unlocked: " + e, e);
      }
    }
  }
}
