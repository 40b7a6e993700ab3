package dev.firth.operator.run;

import dev.firth.operator.cluster.NamespaceReader;
import dev.firth.operator.reconcile.NamespaceReconcile;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/**
 * Hears what changes and runs the namespaces that it concerns: each by one thread at a time, again
 * with growing pauses for as long as the API server refuses, and every five minutes although
 * nothing was heard.
 */
public final class FirthOperator implements AutoCloseable {
  private static final Duration RESYNC = Duration.ofMinutes(5);
  private static final Duration FIRST_RETRY = Duration.ofMillis(500);
  private static final Duration LAST_RETRY = Duration.ofSeconds(30);
  private static final double GROWTH = 2;
  private static final int AT_ONCE = 8;

  private final Operator operator;

  /**
   * Prepares it.
   *
   * @param client stays the caller's to close
   * @param watched namespaces; empty for all
   * @param leader the lease that one of several operators holds; empty where there is only one
   */
  public FirthOperator(
      KubernetesClient client,
      NamespaceReconcile namespaces,
      Set<String> watched,
      Optional<LeaderElectionConfiguration> leader,
      InstantSource clock) {
    operator =
        new Operator(
            overrider -> {
              overrider
                  .withKubernetesClient(client)
                  .withCloseClientOnStop(false)
                  .checkingCRDAndValidateLocalModel(false)
                  .withConcurrentReconciliationThreads(AT_ONCE);
              leader.ifPresent(overrider::withLeaderElectionConfiguration);
            });
    var retry =
        new GenericRetry()
            .withoutMaxAttempts()
            .setInitialInterval(FIRST_RETRY.toMillis())
            .setIntervalMultiplier(GROWTH)
            .setMaxInterval(LAST_RETRY.toMillis());
    operator.register(
        new NamespaceReconciler(namespaces, new NamespaceReader(client), new Quiet(clock)),
        configuration -> {
          configuration.withRetry(retry).withReconciliationMaxInterval(RESYNC);
          if (!watched.isEmpty()) {
            configuration.settingNamespaces(watched);
          }
        });
  }

  /** Starts it; returns when all that there is was seen. */
  public void start() {
    operator.start();
  }

  /** Ends it; runs that were begun are finished. */
  @Override
  public void close() {
    operator.stop();
  }
}
