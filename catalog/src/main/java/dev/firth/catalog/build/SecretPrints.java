package dev.firth.catalog.build;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.firth.catalog.load.Secrets;
import dev.firth.crds.SecretValue;
import dev.firth.specs.SecretRef;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tells whether the secret values of a task changed since it was published, without keeping them: a
 * publication holds a keyed hash, which says nothing to whoever lacks the key.
 */
public final class SecretPrints {
  /** Sees no difference between any values. */
  public static final SecretPrints NONE = new SecretPrints(new byte[0]);

  private static final String ALGORITHM = "HmacSHA256";
  private static final char SEPARATOR = '+';
  private static final int BYTES = 16;

  private final byte[] key;

  private SecretPrints(byte[] key) {
    this.key = key.clone();
  }

  /** Prints by a key that is kept apart from publications; at least 16 random bytes. */
  public static SecretPrints keyed(byte[] key) {
    if (key.length < BYTES) {
      throw new IllegalArgumentException("a key of " + key.length + " bytes is too short");
    }
    return new SecretPrints(key);
  }

  /** What a task was built from, with the print of its secret values where it has any. */
  String sealed(String inputs, List<SecretRef> refs, Secrets secrets) {
    return key.length == 0 || refs.isEmpty() ? inputs : inputs + SEPARATOR + print(refs, secrets);
  }

  private String print(List<SecretRef> refs, Secrets secrets) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      for (SecretRef ref : refs) {
        String value =
            secrets.find(ref.secret(), ref.key()).map(SecretValue::reveal).orElse("\0absent");
        mac.update((value.length() + ":" + value + ref.secret() + "/" + ref.key()).getBytes(UTF_8));
      }
      return HexFormat.of().formatHex(mac.doFinal(), 0, BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
  }

  /** What a task was built from, without the print. */
  static String unsealed(String inputs) {
    int separator = inputs.indexOf(SEPARATOR);
    return separator < 0 ? inputs : inputs.substring(0, separator);
  }

  /** The print of what a task was built from; empty if it has none. */
  public static String of(String inputs) {
    int separator = inputs.indexOf(SEPARATOR);
    return separator < 0 ? "" : inputs.substring(separator + 1);
  }

  /** Whether what two sealed inputs say of secrets differs; not if one of them says nothing. */
  static boolean differ(String before, String after) {
    int one = before.indexOf(SEPARATOR);
    int other = after.indexOf(SEPARATOR);
    return one >= 0 && other >= 0 && !before.substring(one).equals(after.substring(other));
  }
}
