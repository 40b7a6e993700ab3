package dev.firth.catalog.load;

import dev.firth.crds.Secret;
import dev.firth.crds.SecretValue;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The secret values of a draft: those of its Secret resources, then those of {@code .env}, whose
 * lines read {@code shop-db.password=...}.
 */
public final class Secrets {
  private final Map<String, Map<String, SecretValue>> manifests = new HashMap<>();
  private final Map<String, SecretValue> env;

  Secrets(Collection<Secret> secrets, Map<String, SecretValue> env) {
    for (Secret secret : secrets) {
      var values = new HashMap<String, SecretValue>();
      secret.data().forEach((key, value) -> decode(value).ifPresent(v -> values.put(key, v)));
      values.putAll(secret.stringData());
      manifests.put(secret.metadata().name(), values);
    }
    this.env = Map.copyOf(env);
  }

  /** No secrets at all. */
  public static Secrets none() {
    return new Secrets(List.of(), Map.of());
  }

  /** The value of one entry. */
  public Optional<SecretValue> find(String secret, String key) {
    var manifest = manifests.getOrDefault(secret, Map.of()).get(key);
    return manifest != null
        ? Optional.of(manifest)
        : Optional.ofNullable(env.get(secret + "." + key));
  }

  /** The keys that a Secret has here, sorted. */
  public List<String> keys(String secret) {
    var keys = new TreeSet<>(manifests.getOrDefault(secret, Map.of()).keySet());
    env.keySet().stream()
        .filter(k -> k.startsWith(secret + "."))
        .forEach(k -> keys.add(k.substring(secret.length() + 1)));
    return List.copyOf(keys);
  }

  /** The text of a Secret's base64, if it is base64 of UTF-8. */
  static Optional<SecretValue> decode(SecretValue base64) {
    try {
      byte[] bytes = Base64.getDecoder().decode(base64.reveal().replaceAll("\\s", ""));
      return Optional.of(
          SecretValue.of(
              StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString()));
    } catch (IllegalArgumentException | CharacterCodingException notText) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return "secrets of " + manifests.size() + " manifests and " + env.size() + " lines of .env";
  }
}
