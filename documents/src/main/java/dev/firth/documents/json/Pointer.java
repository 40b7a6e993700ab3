package dev.firth.documents.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A JSON pointer (RFC 6901): the way from a document's root to one location. Immutable. */
public final class Pointer {
  public static final Pointer ROOT = new Pointer(List.of());

  private final List<String> tokens;
  private final byte[][] names;
  private final long[] hashes;
  private final int[] indices;

  private Pointer(List<String> tokens) {
    this.tokens = List.copyOf(tokens);
    int n = tokens.size();
    names = new byte[n][];
    hashes = new long[n];
    indices = new int[n];
    for (int i = 0; i < n; i++) {
      names[i] = tokens.get(i).getBytes(StandardCharsets.UTF_8);
      hashes[i] = Tape.nameHash(names[i], 0, names[i].length);
      indices[i] = index(tokens.get(i));
    }
  }

  /**
   * Reads a pointer as RFC 6901 writes it: empty for the root, else {@code /} before each token,
   * with {@code ~0} for a tilde and {@code ~1} for a slash within one.
   *
   * @throws IllegalArgumentException with a sentence that says what is wrong with the pointer
   */
  public static Pointer of(String rfc6901) {
    if (rfc6901.isEmpty()) {
      return ROOT;
    }
    if (rfc6901.charAt(0) != '/') {
      throw new IllegalArgumentException(
          "the JSON pointer \""
              + rfc6901
              + "\" must be empty or begin with \"/\"; did you mean \"/"
              + rfc6901
              + "\"?");
    }
    var tokens = new ArrayList<String>();
    for (String token : rfc6901.substring(1).split("/", -1)) {
      for (int i = token.indexOf('~'); i >= 0; i = token.indexOf('~', i + 1)) {
        if (i + 1 == token.length() || (token.charAt(i + 1) != '0' && token.charAt(i + 1) != '1')) {
          throw new IllegalArgumentException(
              "the JSON pointer \""
                  + rfc6901
                  + "\" has a \"~\" that is neither \"~0\" (a tilde) nor \"~1\" (a slash)");
        }
      }
      tokens.add(token.replace("~1", "/").replace("~0", "~"));
    }
    return new Pointer(tokens);
  }

  /** The pointer of these unescaped tokens. */
  public static Pointer ofTokens(List<String> tokens) {
    return tokens.isEmpty() ? ROOT : new Pointer(tokens);
  }

  /** A token as it stands in a pointer's text. */
  public static String escape(String token) {
    return token.replace("~", "~0").replace("/", "~1");
  }

  /** This location's child of that unescaped name or index. */
  public Pointer child(String token) {
    var longer = new ArrayList<>(tokens);
    longer.add(token);
    return new Pointer(longer);
  }

  /** The unescaped tokens. */
  public List<String> tokens() {
    return tokens;
  }

  public boolean isRoot() {
    return tokens.isEmpty();
  }

  /** The node of the value at this location under {@code node}, or -1 where there is none. */
  public int locate(Tape tape, int node) {
    int at = node;
    for (int i = 0; i < names.length && at >= 0; i++) {
      at =
          switch (tape.type(at)) {
            case Tape.OBJECT -> tape.find(at, names[i], hashes[i]);
            case Tape.ARRAY -> element(tape, at, indices[i]);
            default -> -1;
          };
    }
    return at;
  }

  private static int element(Tape tape, int array, int index) {
    if (index < 0 || index >= tape.count(array)) {
      return -1;
    }
    int at = array + 2;
    for (int i = 0; i < index; i++) {
      at = tape.next(at);
    }
    return at;
  }

  /** The array index that a token is, or -1: digits only, no leading zero. */
  private static int index(String token) {
    int length = token.length();
    if (length == 0 || length > 9 || (length > 1 && token.charAt(0) == '0')) {
      return -1;
    }
    int value = 0;
    for (int i = 0; i < length; i++) {
      int digit = token.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Pointer pointer && tokens.equals(pointer.tokens);
  }

  @Override
  public int hashCode() {
    return tokens.hashCode();
  }

  /** The pointer as RFC 6901 writes it. */
  @Override
  public String toString() {
    var text = new StringBuilder();
    for (String token : tokens) {
      text.append('/').append(escape(token));
    }
    return text.toString();
  }
}
