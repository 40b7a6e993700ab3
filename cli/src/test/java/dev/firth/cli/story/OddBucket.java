package dev.firth.cli.story;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/** A server that speaks enough S3 to be tried, and should then be refused. */
final class OddBucket implements AutoCloseable {

  /** What is wrong with it. */
  enum Fault {
    /** Whoever writes is not allowed to. */
    READ_ONLY,
    /** It heeds no condition: the last writer wins. */
    CARELESS
  }

  private final Map<String, byte[]> objects = new ConcurrentHashMap<>();
  private final Fault fault;
  private final HttpServer server;

  private OddBucket(Fault fault, HttpServer server) {
    this.fault = fault;
    this.server = server;
  }

  static OddBucket start(Fault fault) throws IOException {
    var loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    var bucket = new OddBucket(fault, HttpServer.create(loopback, 16));
    bucket.server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    bucket.server.createContext("/", bucket::answer);
    bucket.server.start();
    return bucket;
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] sent = exchange.getRequestBody().readAllBytes();
      var key = exchange.getRequestURI().getPath();
      switch (exchange.getRequestMethod()) {
        case "PUT" -> put(exchange, key, sent);
        case "DELETE" -> {
          objects.remove(key);
          exchange.sendResponseHeaders(204, -1);
        }
        default -> get(exchange, key);
      }
    }
  }

  private void put(HttpExchange exchange, String key, byte[] sent) throws IOException {
    if (fault == Fault.READ_ONLY) {
      error(exchange, 403, "AccessDenied");
      return;
    }
    objects.put(key, sent);
    exchange.getResponseHeaders().set("ETag", "\"e\"");
    exchange.sendResponseHeaders(200, -1);
  }

  private void get(HttpExchange exchange, String key) throws IOException {
    var query = String.valueOf(exchange.getRequestURI().getQuery());
    byte[] object = objects.get(key);
    if (query.contains("list-type=2")) {
      body(
          exchange,
          200,
          "<ListBucketResult><IsTruncated>false</IsTruncated><KeyCount>0</KeyCount></ListBucketResult>"
              .getBytes(UTF_8));
    } else if (object == null) {
      error(exchange, 404, "NoSuchKey");
    } else {
      body(exchange, 200, object);
    }
  }

  private static void error(HttpExchange exchange, int status, String code) throws IOException {
    var xml = "<Error><Code>" + code + "</Code><Message>" + code + "</Message></Error>";
    body(exchange, status, xml.getBytes(UTF_8));
  }

  private static void body(HttpExchange exchange, int status, byte[] bytes) throws IOException {
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
