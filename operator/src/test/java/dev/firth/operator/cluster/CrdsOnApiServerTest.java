package dev.firth.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.firth.crds.fixture.Manifest;
import dev.firth.operator.fixture.ApiServer;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the CRDs accept and refuse, by the API server itself. */
@Tag("cluster")
class CrdsOnApiServerTest {
  private final KubernetesClient client = ApiServer.get().client();

  @AfterEach
  void stop() {
    client.close();
  }

  static List<Manifest> manifests() {
    return Manifest.all();
  }

  @ParameterizedTest
  @MethodSource("manifests")
  void apiServerDoesWhatTheFixtureSays(Manifest manifest) {
    var resource = Serialization.unmarshal(manifest.yaml(), GenericKubernetesResource.class);
    resource.getMetadata().setNamespace("default");
    Throwable refusal =
        catchThrowable(
            () -> client.resource(resource).dryRun().fieldValidation(Validation.STRICT).create());
    if (manifest.accepted()) {
      assertThat(refusal).isNull();
    } else {
      assertThat(refusal)
          .isInstanceOf(KubernetesClientException.class)
          .hasMessageContaining(manifest.says());
    }
  }
}
