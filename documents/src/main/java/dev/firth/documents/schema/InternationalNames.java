package dev.firth.documents.schema;

import com.networknt.schema.ExecutionContext;
import com.networknt.schema.format.IdnHostnameFormat;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Host names of RFC 5890 to 5893, by the tables that the reference validator ships. */
final class InternationalNames {
  private static final IdnHostnameFormat REFERENCE = new IdnHostnameFormat();

  /** The characters that part labels: RFC 3490, section 3.1. */
  private static final String DOTS = ".\u3002\uff0e\uff61";

  /** What labels begin with that stand for others: RFC 5890, section 2.3.2.5. */
  private static final String ENCODED = "xn--";

  private InternationalNames() {}

  static boolean hostname(byte[] b, int from, int to) {
    String name = new String(b, from, to - from, StandardCharsets.UTF_8);
    boolean dotted = !name.isEmpty() && DOTS.indexOf(name.charAt(name.length() - 1)) >= 0;
    return to - from <= 253 && !dotted && labels(name).filter(InternationalNames::fit).isPresent();
  }

  private static boolean fit(List<String> labels) {
    return REFERENCE.matches(new ExecutionContext(), String.join(".", labels))
        && BidiRule.allows(labels);
  }

  /** The labels of a name as people read them, or nothing if one of them cannot be read. */
  private static Optional<List<String>> labels(String name) {
    var labels = new ArrayList<String>();
    for (String label : name.split("[" + DOTS + "]", -1)) {
      String lower = label.toLowerCase(Locale.ROOT);
      if (lower.startsWith(ENCODED)) {
        Optional<String> read = Punycode.decode(lower.substring(ENCODED.length()));
        if (lower.length() > 63 || read.isEmpty()) {
          return Optional.empty();
        }
        labels.add(read.get());
      } else {
        labels.add(label);
      }
    }
    return Optional.of(labels);
  }
}
