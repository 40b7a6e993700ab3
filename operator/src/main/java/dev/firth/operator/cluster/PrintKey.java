package dev.firth.operator.cluster;

import dev.firth.operator.plan.ShardPod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.Base64;
import java.util.random.RandomGenerator;

/**
 * The key of the prints by which changed secrets are known. It outlives the operator: another key
 * would make every secret look changed, and roll every shard.
 */
public final class PrintKey {
  private static final String NAME = "firth-print-key";
  private static final String KEY = "key";
  private static final int BYTES = 32;

  private PrintKey() {}

  /**
   * The key in the operator's own namespace; made at the first start.
   *
   * @param random a source that nobody can guess
   */
  public static byte[] of(KubernetesClient client, String namespace, RandomGenerator random) {
    Secret there = client.secrets().inNamespace(namespace).withName(NAME).get();
    if (there == null) {
      there = made(client, namespace, random);
    }
    return Base64.getDecoder().decode(there.getData().getOrDefault(KEY, ""));
  }

  private static Secret made(KubernetesClient client, String namespace, RandomGenerator random) {
    byte[] key = new byte[BYTES];
    random.nextBytes(key);
    Secret secret =
        new SecretBuilder()
            .withNewMetadata()
            .withNamespace(namespace)
            .withName(NAME)
            .withLabels(ShardPod.OURS)
            .endMetadata()
            .withImmutable(true)
            .addToData(KEY, Base64.getEncoder().encodeToString(key))
            .build();
    try {
      return client.resource(secret).create();
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
        throw e;
      }
      return client.secrets().inNamespace(namespace).withName(NAME).require();
    }
  }
}
