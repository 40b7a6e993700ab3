package dev.firth.catalog.build;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.firth.catalog.Reason;
import dev.firth.catalog.load.Draft;
import dev.firth.catalog.load.Located;
import dev.firth.crds.Collection;
import dev.firth.crds.KeyRef;
import dev.firth.crds.Kind;
import dev.firth.crds.SecretValue;
import dev.firth.specs.SecretRef;
import java.util.Optional;

/** Where the salt of a collection's hashes comes from, and whether it is one. */
record SaltBuild(Draft draft, Findings findings) {
  /** Shorter ones can be found by trying. */
  private static final int LEAST = 16;

  private static final String AT = "/spec/redactSalt";

  /**
   * Where the salt comes from; empty where a collection gives none.
   *
   * @param hashes whether its schema hashes values
   */
  Optional<SecretRef> of(Located<Collection> collection, boolean hashes) {
    Collection.RedactSalt wanted = collection.resource().spec().redactSalt();
    if (wanted == null) {
      if (hashes) {
        add(
            collection,
            AT,
            Reason.BUILD_FAILED,
            "the schema hashes values by sha256, which needs a salt: add redactSalt: {secretKeyRef:"
                + " {name: salt, key: salt}}, and put salt.salt=... with at least "
                + LEAST
                + " random characters into .env. Keep it: another salt gives other hashes.");
      }
      return Optional.empty();
    }
    KeyRef ref = wanted.secretKeyRef();
    Optional<SecretValue> value = draft.secrets().find(ref.name(), ref.key());
    value.ifPresentOrElse(v -> length(collection, v), () -> missing(collection, ref));
    return Optional.of(new SecretRef("", ref.name(), ref.key(), false, false));
  }

  private void length(Located<Collection> collection, SecretValue value) {
    if (SecretRef.text(value.reveal()).getBytes(UTF_8).length < LEAST) {
      add(
          collection,
          AT + "/secretKeyRef",
          Reason.BUILD_FAILED,
          "the salt is too short: expected at least "
              + LEAST
              + " characters, so that nobody finds it by trying.");
    }
  }

  private void missing(Located<Collection> collection, KeyRef ref) {
    if (draft.mayHoldBroken(Kind.SECRET, ref.name())) {
      findings.broken(Kind.COLLECTION, collection.name());
    } else {
      add(
          collection,
          AT + "/secretKeyRef",
          Reason.DEPENDENCY_NOT_FOUND,
          MissingSecret.sentence(draft, ref.name(), ref.key()));
    }
  }

  private void add(Located<Collection> collection, String at, Reason reason, String sentence) {
    findings.add(collection.origin(), at, reason, sentence);
  }
}
