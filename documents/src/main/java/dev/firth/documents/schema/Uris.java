package dev.firth.documents.schema;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** URIs of schemas: resolution by RFC 3986 section 5, fragments decoded. */
final class Uris {
  private Uris() {}

  /** {@code reference} resolved against {@code base}, or null where it is no URI reference. */
  static @Nullable String resolve(String base, String reference) {
    if (reference.isEmpty()) {
      return withoutFragment(base);
    }
    if (reference.startsWith("#")) {
      return withoutFragment(base) + reference;
    }
    try {
      URI parsed = new URI(base.replace(" ", "%20"));
      URI relative = new URI(reference.replace(" ", "%20"));
      if (relative.isAbsolute()) {
        return reference;
      }
      if (parsed.isOpaque()) {
        return relative.getRawPath().isEmpty() ? withoutFragment(base) + reference : null;
      }
      String path = parsed.getRawPath();
      URI hierarchical =
          path == null || path.isEmpty() ? new URI(withoutFragment(base) + "/") : parsed;
      return hierarchical.resolve(relative).toString();
    } catch (URISyntaxException e) {
      return null;
    }
  }

  static String withoutFragment(String uri) {
    int hash = uri.indexOf('#');
    return hash < 0 ? uri : uri.substring(0, hash);
  }

  /** The fragment, percent-decoded; empty where there is none, null where it is malformed. */
  static @Nullable String fragment(String uri) {
    int hash = uri.indexOf('#');
    if (hash < 0) {
      return "";
    }
    try {
      return URLDecoder.decode(uri.substring(hash + 1).replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
