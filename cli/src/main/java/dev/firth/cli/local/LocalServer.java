package dev.firth.cli.local;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Answers {@code status}, {@code read} and {@code metrics} on loopback to whoever has the token.
 */
public final class LocalServer implements AutoCloseable {

  /** Writes one answer. */
  public interface Answer {
    /**
     * Writes the body.
     *
     * @param query the decoded query parameters
     * @param body the chunked body; writing fails when the asker is gone
     */
    void write(Map<String, String> query, OutputStream body)
        throws IOException, InterruptedException;
  }

  private final HttpServer server;
  private final String token;

  private LocalServer(HttpServer server, String token) {
    this.server = server;
    this.token = token;
  }

  /** Listens on a free loopback port. */
  public static LocalServer start(Map<String, Answer> answers) throws IOException {
    var secret = new byte[16];
    new SecureRandom().nextBytes(secret);
    var loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    var server = HttpServer.create(loopback, 16);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    var local = new LocalServer(server, HexFormat.of().formatHex(secret));
    answers.forEach(
        (path, answer) -> server.createContext(path, exchange -> local.handle(exchange, answer)));
    server.start();
    return local;
  }

  /** What other processes must know. */
  public UpFile file() {
    return new UpFile(ProcessHandle.current().pid(), server.getAddress().getPort(), token);
  }

  private void handle(HttpExchange exchange, Answer answer) throws IOException {
    try (exchange) {
      if (!authorized(exchange)) {
        exchange.sendResponseHeaders(401, -1);
        return;
      }
      exchange.sendResponseHeaders(200, 0);
      try (var body = exchange.getResponseBody()) {
        answer.write(query(exchange.getRequestURI().getRawQuery()), body);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private boolean authorized(HttpExchange exchange) {
    var given = exchange.getRequestHeaders().getFirst("Authorization");
    return given != null
        && MessageDigest.isEqual(
            given.getBytes(StandardCharsets.UTF_8),
            ("Bearer " + token).getBytes(StandardCharsets.UTF_8));
  }

  private static Map<String, String> query(@Nullable String raw) {
    var query = new LinkedHashMap<String, String>();
    if (raw == null) {
      return query;
    }
    for (var pair : raw.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        query.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
      }
    }
    return query;
  }

  private static String decode(String encoded) {
    return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
