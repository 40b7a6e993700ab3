package dev.firth.operator.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firth.operator.fixture.Namespace;
import org.junit.jupiter.api.Test;

/** Which Secrets and ConfigMaps are read: those that resources name, and no other. */
class ReferencesTest {
  @Test
  void areThoseOfConnectorsStoresAndSalts() {
    var observed =
        new Namespace()
            .apply(
                """
                apiVersion: firth.dev/v1alpha1
                kind: Collection
                metadata: {name: people}
                spec: {key: [/id], schema: {}, redactSalt: {secretKeyRef: {name: salt, key: salt}}}
                ---
                apiVersion: firth.dev/v1alpha1
                kind: Capture
                metadata: {name: files}
                spec:
                  connector:
                    name: source-stub
                    configFrom: [{configMapKeyRef: {name: tls, key: tls.json}, format: JSON}]
                  bindings: []
                """)
            .observed();
    References references = References.of(observed.resources());
    assertThat(references.secrets()).containsExactly("flows-s3", "salt", "shop-db");
    assertThat(references.configMaps()).containsExactly("tls");
  }
}
