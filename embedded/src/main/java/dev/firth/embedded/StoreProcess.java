package dev.firth.embedded;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/** A store as a process of its own, until it is told to end (SIGTERM, ctrl-C). */
public final class StoreProcess {
  private static final String USAGE =
      "usage: --folder FOLDER [--host ADDRESS] [--port NUMBER] [--bucket NAME] [--no-fsync]";

  private StoreProcess() {}

  /** Runs a store as the arguments say; wrong ones end with 2, a store that cannot start with 3. */
  public static void main(String[] args) throws InterruptedException {
    EmbeddedStore.Options options;
    try {
      options = parse(List.of(args));
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.err.println(USAGE);
      System.exit(2);
      return;
    }
    try {
      run(options, System.out);
    } catch (EmbeddedStoreException e) {
      System.err.println(e.getMessage());
      System.exit(3);
    }
  }

  /**
   * Runs a store until this thread is interrupted or the process is told to end.
   *
   * @param out gets two lines once the store answers: where it is, and whether writes are durable
   */
  public static void run(EmbeddedStore.Options options, PrintStream out)
      throws InterruptedException {
    try (EmbeddedStore store = EmbeddedStore.start(options)) {
      Thread stop = new Thread(store::close, "embedded-store-stop");
      Runtime.getRuntime().addShutdownHook(stop);
      out.println(
          "Store of "
              + options.folder()
              + " at "
              + store.endpoint()
              + ", bucket "
              + store.bucket());
      out.println(
          store.fsync()
              ? "Every write is on disk before it is answered."
              : "fsync is off: a loss of power may lose writes that were answered.");
      out.flush();
      try {
        Thread.currentThread().join();
      } finally {
        removeHook(stop);
      }
    }
  }

  private static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending already, and the hook with it.
    }
  }

  static EmbeddedStore.Options parse(List<String> args) {
    String folder = "";
    EmbeddedStore.Options options = EmbeddedStore.Options.of(Path.of(""));
    String host = options.host();
    String bucket = options.bucket();
    int port = options.port();
    boolean fsync = options.fsync();
    for (int i = 0; i < args.size(); i++) {
      switch (args.get(i)) {
        case "--folder" -> folder = value(args, ++i);
        case "--host" -> host = value(args, ++i);
        case "--bucket" -> bucket = value(args, ++i);
        case "--port" -> port = port(value(args, ++i));
        case "--no-fsync" -> fsync = false;
        default -> throw new IllegalArgumentException("unknown argument " + args.get(i));
      }
    }
    if (folder.isEmpty()) {
      throw new IllegalArgumentException("--folder is missing");
    }
    return new EmbeddedStore.Options(
        Path.of(folder), host, port, bucket, fsync, options.accessKey());
  }

  private static String value(List<String> args, int at) {
    if (at >= args.size()) {
      throw new IllegalArgumentException(args.get(at - 1) + " needs a value");
    }
    return args.get(at);
  }

  private static int port(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("--port: expected a number, got " + text, e);
    }
  }
}
