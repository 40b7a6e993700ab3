package dev.firth.protocol.process;

import dev.firth.protocol.ConnectorFailure;
import dev.firth.protocol.session.Whom;
import dev.firth.specs.SecretMask;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a connector writes to stderr: JSON log lines, which go to our log, and anything else, which
 * does too. The last error is what the connector failed of. Secrets are hidden in both.
 */
final class StderrLog {
  private static final int MAX_LINE = 64 << 10;
  private static final int MAX_SENTENCE = 2_000;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Whom whom;
  private final Logger log;
  private final SecretMask mask;
  private final List<byte[]> bytes = new ArrayList<>();
  private int size;
  private String lastError = "";
  private String lastText = "";
  private String reason = "";
  private boolean pause;
  private boolean sentence;

  /**
   * @param mask hides the values that must not be shown
   */
  StderrLog(Whom whom, SecretMask mask) {
    this.whom = whom;
    this.mask = mask;
    this.log = LoggerFactory.getLogger("connector." + whom.connector());
  }

  /** Takes bytes as they come. */
  synchronized void feed(byte[] buffer, int length) {
    int start = 0;
    for (int i = 0; i < length; i++) {
      if (buffer[i] == '\n') {
        keep(buffer, start, i);
        end();
        start = i + 1;
      }
    }
    keep(buffer, start, length);
    if (size > MAX_LINE) {
      end();
    }
  }

  private void keep(byte[] buffer, int start, int stop) {
    if (stop > start) {
      bytes.add(java.util.Arrays.copyOfRange(buffer, start, stop));
      size += stop - start;
    }
  }

  /** The current line is over. */
  synchronized void end() {
    var whole = new byte[size];
    int at = 0;
    for (byte[] piece : bytes) {
      System.arraycopy(piece, 0, whole, at, piece.length);
      at += piece.length;
    }
    bytes.clear();
    size = 0;
    String text = new String(whole, StandardCharsets.UTF_8).strip();
    if (!text.isEmpty()) {
      line(text);
    }
  }

  /** What hides secrets here. */
  SecretMask mask() {
    return mask;
  }

  private void line(String text) {
    JsonNode json = text.startsWith("{") ? parsed(text) : JSON.nullNode();
    if (!json.isObject()) {
      lastText = mask.apply(text);
      log.atInfo().addKeyValue("task", whom.task()).log(lastText);
      return;
    }
    Level level = level(json.path("level").asString("info"));
    String message = mask.apply(message(json, text));
    JsonNode fields = json.path("fields");
    log.atLevel(level)
        .addKeyValue("task", whom.task())
        .addKeyValue("fields", fields.isMissingNode() ? "" : mask.apply(fields.toString()))
        .log(message);
    if (level == Level.ERROR) {
      JsonNode cause = fields.path("error");
      lastError = cause.isString() ? message + ": " + mask.apply(cause.stringValue()) : message;
      reason = fields.path("reason").asString("");
      pause = fields.path("pause").asBoolean(false);
      sentence = fields.path("sentence").asBoolean(false);
    }
  }

  /** The sentence of a log line, by the names that it has with Flow, others and logback. */
  private static String message(JsonNode json, String text) {
    for (String name : List.of("msg", "message", "formattedMessage")) {
      if (json.path(name).isString()) {
        return json.path(name).stringValue();
      }
    }
    return text;
  }

  private static JsonNode parsed(String text) {
    try {
      return JSON.readTree(text);
    } catch (JacksonException _) {
      return JSON.nullNode();
    }
  }

  private static Level level(String name) {
    return switch (name.toUpperCase(Locale.ROOT)) {
      case "TRACE" -> Level.TRACE;
      case "DEBUG" -> Level.DEBUG;
      case "WARN", "WARNING" -> Level.WARN;
      case "ERROR", "FATAL", "CRITICAL", "PANIC" -> Level.ERROR;
      default -> Level.INFO;
    };
  }

  /** Why the process ended with this exit code. */
  synchronized ConnectorFailure failure(int exit) {
    end();
    String said = lastError.isEmpty() ? lastText : lastError;
    String shown = said.length() > MAX_SENTENCE ? said.substring(0, MAX_SENTENCE) + "..." : said;
    if (sentence) {
      return ConnectorFailure.exited(whom.task() + ": " + shown, reason, pause, exit);
    }
    String how =
        exit > 128 && exit < 160
            ? " was ended by signal "
                + (exit - 128)
                + (exit == 137 ? " (SIGKILL; did memory run out?)" : "")
            : " failed (exit code " + exit + ")";
    return ConnectorFailure.exited(
        whom + how + (shown.isEmpty() ? "." : ": " + shown), reason, pause, exit);
  }
}
