package dev.firth.specs;

import java.util.Optional;

/** Where whoever runs a connector finds secret values. */
@FunctionalInterface
public interface SecretSource {
  /** The value of one entry of a Secret, as it stands there. */
  Optional<String> find(String secret, String key);
}
