package dev.firth.connectors.postgres;

import java.sql.SQLException;
import java.util.Objects;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Errors of the server and of the way to it, in words. */
final class ServerErrors {
  private ServerErrors() {}

  static String sentence(Endpoint endpoint, SQLException e) {
    String at = endpoint.whole();
    String state = Objects.requireNonNullElse(e.getSQLState(), "");
    return switch (state) {
      case "08001", "08004" ->
          at + " does not answer: " + said(e) + " Check the address and that the database runs.";
      case "08000", "08003", "08006", "57P01", "57P02" ->
          at + ": the connection broke: " + said(e) + " It is tried again.";
      case "28P01", "28000" ->
          at + " refused the user: " + said(e) + " Check user and password, and pg_hba.conf.";
      case "3D000" -> at + ": there is no such database. Check /database in the config.";
      case "57P03" -> at + " is starting up or shutting down: " + said(e) + " It is tried again.";
      case "53300" -> at + " has no connection free: " + said(e) + " Raise max_connections.";
      case "42501" -> at + ": the user lacks a right: " + said(e) + " Grant it.";
      case "40001", "40P01" ->
          at + ": the transaction met another one: " + said(e) + " It is tried again.";
      default -> at + ": " + said(e) + (state.isEmpty() ? "" : " (SQLSTATE " + state + ")");
    };
  }

  /** What the server said, as a sentence of its own. */
  private static String said(SQLException e) {
    String text = Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
    if (e instanceof PSQLException server) {
      ServerErrorMessage message = server.getServerErrorMessage();
      if (message != null && message.getMessage() != null) {
        text = message.getMessage();
        if (message.getDetail() != null) {
          text = text + " (" + message.getDetail() + ")";
        }
      }
    }
    text = text.strip().replaceAll("\\s+", " ");
    return text.endsWith(".") ? text : text + ".";
  }
}
