package dev.firth.connectors.postgres;

import dev.firth.protocol.ConnectorFailure;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where a PostgreSQL database is and who asks.
 *
 * @param host name or address, without brackets
 * @param sslMode as libpq names them
 */
public record Endpoint(
    String host, int port, String database, String user, String password, String sslMode) {
  private static final int DEFAULT_PORT = 5432;
  private static final List<String> SSL_MODES =
      List.of("disable", "prefer", "require", "verify-ca", "verify-full");

  /**
   * Reads the members that both connectors have.
   *
   * @throws ConnectorFailure naming every member that is missing or wrong
   */
  public static Endpoint of(JsonNode config) {
    List<String> problems = new ArrayList<>();
    String address = text(config, "address", problems);
    String database = text(config, "database", problems);
    String user = text(config, "user", problems);
    JsonNode password = config.path("password");
    if (!password.isMissingNode() && !password.isString()) {
      problems.add("config: /password must be a string");
    }
    String ssl = config.path("sslMode").asString("prefer");
    if (!SSL_MODES.contains(ssl)) {
      problems.add("config: /sslMode must be one of " + String.join(", ", SSL_MODES));
    }
    int colon = address.lastIndexOf(':');
    boolean hasPort =
        colon > address.lastIndexOf(']') && address.indexOf(':') == colon
            || colon > 0 && address.charAt(colon - 1) == ']';
    int port = DEFAULT_PORT;
    if (hasPort) {
      try {
        port = Integer.parseInt(address.substring(colon + 1));
      } catch (NumberFormatException e) {
        problems.add("config: /address must be HOST or HOST:PORT, such as db.example.com:5432");
      }
    }
    if (!problems.isEmpty()) {
      throw ConnectorFailure.pause("InvalidConfiguration", String.join("\n", problems));
    }
    String host = hasPort ? address.substring(0, colon) : address;
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    }
    return new Endpoint(host, port, database, user, password.asString(""), ssl);
  }

  private static String text(JsonNode config, String member, List<String> problems) {
    JsonNode value = config.path(member);
    if (!value.isString() || value.asString().isBlank()) {
      problems.add("config: /" + member + " is required and must be a string");
      return "";
    }
    return value.asString().strip();
  }

  /**
   * Adds the schemas of the members that {@link #of} reads to the properties of a config schema.
   */
  public static void describe(ObjectNode properties, String userHint) {
    property(
        properties, "address", "Address", "HOST or HOST:PORT; the port is 5432 if left out", 0);
    property(properties, "database", "Database", "The database to connect to", 1);
    property(properties, "user", "User", userHint, 2);
    property(properties, "password", "Password", "The password of that user", 3)
        .put("secret", true);
    ObjectNode ssl =
        property(
            properties, "sslMode", "SSL mode", "How far to insist on an encrypted connection", 9);
    SSL_MODES.forEach(ssl.putArray("enum")::add);
    ssl.put("default", "prefer").put("advanced", true);
  }

  /** Adds one string property. */
  public static ObjectNode property(
      ObjectNode properties, String name, String title, String description, int order) {
    return properties
        .putObject(name)
        .put("type", "string")
        .put("title", title)
        .put("description", description)
        .put("order", order);
  }

  /** For sentences: {@code PostgreSQL at db:5432}. */
  public String title() {
    return "PostgreSQL at " + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }

  /** The same with database and user: {@code PostgreSQL at db:5432 (database "shop", ...)}. */
  public String whole() {
    return "%s (database \"%s\", user \"%s\")".formatted(title(), database, user);
  }

  /** Everything but the password. */
  @Override
  public String toString() {
    return whole();
  }
}
