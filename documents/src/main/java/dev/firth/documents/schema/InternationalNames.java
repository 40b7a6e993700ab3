package dev.firth.documents.schema;

import com.networknt.schema.ExecutionContext;
import com.networknt.schema.format.IdnHostnameFormat;
import java.nio.charset.StandardCharsets;

/** Host names of RFC 5890 to 5893, by the tables that the reference validator ships. */
final class InternationalNames {
  private static final IdnHostnameFormat REFERENCE = new IdnHostnameFormat();

  /** The characters that part labels: RFC 3490, section 3.1. */
  private static final String DOTS = ".\u3002\uff0e\uff61";

  private InternationalNames() {}

  static boolean hostname(byte[] b, int from, int to) {
    String name = new String(b, from, to - from, StandardCharsets.UTF_8);
    boolean dotted = !name.isEmpty() && DOTS.indexOf(name.charAt(name.length() - 1)) >= 0;
    return to - from <= 253 && !dotted && REFERENCE.matches(new ExecutionContext(), name);
  }
}
