package dev.firth.catalog.build;

import dev.firth.catalog.load.Draft;
import java.util.List;

/** What to say of a secret value that is not there. */
final class MissingSecret {
  private MissingSecret() {}

  static String sentence(Draft draft, String secret, String key) {
    List<String> keys = draft.secrets().keys(secret);
    return "Secret "
        + secret
        + " has no key \""
        + key
        + "\" here"
        + (keys.isEmpty() ? "" : " (it has " + String.join(", ", keys) + ")")
        + ". Put "
        + secret
        + "."
        + key
        + "=... into .env, or the key into a Secret.";
  }
}
