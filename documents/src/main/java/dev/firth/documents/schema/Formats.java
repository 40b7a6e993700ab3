package dev.firth.documents.schema;

import dev.firth.documents.json.Pointer;
import dev.firth.documents.pattern.EcmaPattern;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The formats that are asserted, by name: those of JSON Schema, draft 2020-12 section 7.3, and
 * others for numbers in strings, addresses of network cards and hashes. Formats of other names
 * assert nothing.
 */
final class Formats {
  private static final Format RELATIVE = new Expression("^(0|[1-9][0-9]*)(#|(/([^~/]|~[01])*)*)$");
  private static final Format NUMBER =
      new Expression("^([-+]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][-+]?[0-9]+)?|NaN|-?Infinity)$");
  private static final Format INTEGER = new Expression("^[-+]?([0-9]+(\\.0*)?|\\.0+)$");
  private static final Format URI_TEMPLATE =
      new Expression(
          "^([^\\x00-\\x20\\x7f\"%<>\\\\^`{|}]|%[0-9A-Fa-f]{2}"
              + "|\\{[+#./;?&=,!@|]?([A-Za-z0-9_]|%[0-9A-Fa-f]{2})(\\.?([A-Za-z0-9_]|%[0-9A-Fa-f]{2}))*(:[1-9][0-9]{0,3}|\\*)?"
              + "(,([A-Za-z0-9_]|%[0-9A-Fa-f]{2})(\\.?([A-Za-z0-9_]|%[0-9A-Fa-f]{2}))*(:[1-9][0-9]{0,3}|\\*)?)*\\})*$");

  private static final Map<String, Format> BY_NAME =
      Map.ofEntries(
          Map.entry("date-time", DateFormats::dateTime),
          Map.entry("date", DateFormats::date),
          Map.entry("time", DateFormats::time),
          Map.entry("duration", DateFormats::duration),
          Map.entry("email", (b, from, to) -> HostFormats.email(b, from, to, false)),
          Map.entry("idn-email", (b, from, to) -> HostFormats.email(b, from, to, true)),
          Map.entry("hostname", HostFormats::hostname),
          Map.entry("idn-hostname", InternationalNames::hostname),
          Map.entry("ipv4", HostFormats::ipv4),
          Map.entry("ipv6", HostFormats::ipv6),
          Map.entry("uri", (b, from, to) -> UriFormats.accepts(b, from, to, true, false)),
          Map.entry(
              "uri-reference", (b, from, to) -> UriFormats.accepts(b, from, to, false, false)),
          Map.entry("iri", (b, from, to) -> UriFormats.accepts(b, from, to, true, true)),
          Map.entry("iri-reference", (b, from, to) -> UriFormats.accepts(b, from, to, false, true)),
          Map.entry("uri-template", URI_TEMPLATE),
          Map.entry("uuid", Formats::uuid),
          Map.entry("json-pointer", Formats::jsonPointer),
          Map.entry("relative-json-pointer", RELATIVE),
          Map.entry("regex", EcmaPattern::accepts),
          Map.entry("datetime", DateFormats::dateTime),
          Map.entry("integer", INTEGER),
          Map.entry("uint32", INTEGER),
          Map.entry("uint64", INTEGER),
          Map.entry("number", NUMBER),
          Map.entry("macaddr", new Expression("^([0-9A-Fa-f]{2}[:-]?){5}[0-9A-Fa-f]{2}$")),
          Map.entry("macaddr8", new Expression("^([0-9A-Fa-f]{2}[:-]?){7}[0-9A-Fa-f]{2}$")),
          Map.entry("sha256", new Expression("^sha256:[0-9A-Fa-f]{64}$")));

  /** Made ready when a text is first held against it: a start needs few of them. */
  private static final class Expression implements Format {
    private final String source;
    private volatile @Nullable EcmaPattern ready;

    Expression(String source) {
      this.source = source;
    }

    @Override
    public boolean accepts(byte[] utf8, int from, int to) {
      EcmaPattern pattern = ready;
      if (pattern == null) {
        pattern = EcmaPattern.compile(source);
        ready = pattern;
      }
      return pattern.find(utf8, from, to);
    }
  }

  private Formats() {}

  /** The format of that name, or null where nothing is asserted. */
  static @Nullable Format named(String name) {
    return BY_NAME.get(name);
  }

  static Map<String, Format> all() {
    return BY_NAME;
  }

  /** RFC 4122 in hexadecimal with hyphens, whatever the version. */
  private static boolean uuid(byte[] b, int from, int to) {
    if (to - from != 36) {
      return false;
    }
    for (int i = 0; i < 36; i++) {
      boolean hyphen = i == 8 || i == 13 || i == 18 || i == 23;
      if (hyphen ? b[from + i] != '-' : !hex(b[from + i])) {
        return false;
      }
    }
    return true;
  }

  static boolean hex(int c) {
    int lower = c | 0x20;
    return (c >= '0' && c <= '9') || (lower >= 'a' && lower <= 'f');
  }

  private static boolean jsonPointer(byte[] b, int from, int to) {
    try {
      return Pointer.of(text(b, from, to)) != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static String text(byte[] b, int from, int to) {
    return new String(b, from, to - from, StandardCharsets.UTF_8);
  }
}
