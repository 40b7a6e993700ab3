package dev.firth.operator.run;

import dev.firth.crds.Kind;
import dev.firth.operator.cluster.NamespaceReader;
import dev.firth.operator.plan.ShardPod;
import dev.firth.operator.reconcile.NamespaceReconcile;
import dev.firth.operator.reconcile.NamespaceReconcile.Reach;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.javaoperatorsdk.operator.api.config.informer.Field;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.GroupVersionKind;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Runs a namespace when something changed in it. Publication is a matter of a whole namespace, so
 * the SDK's primary resource is what every namespace has exactly one of without anybody making it:
 * its ServiceAccount {@code default}. Nothing is ever written to that.
 */
@ControllerConfiguration(
    name = "namespace",
    informer =
        @Informer(
            fieldSelector = @Field(path = "metadata.name", value = "default"),
            comparableResourceVersions = false))
final class NamespaceReconciler implements Reconciler<ServiceAccount> {
  private final NamespaceReconcile namespaces;
  private final NamespaceReader reader;
  private final Quiet quiet;
  private final Set<String> swept = ConcurrentHashMap.newKeySet();

  NamespaceReconciler(NamespaceReconcile namespaces, NamespaceReader reader, Quiet quiet) {
    this.namespaces = namespaces;
    this.reader = reader;
    this.quiet = quiet;
  }

  @Override
  public UpdateControl<ServiceAccount> reconcile(
      ServiceAccount account, Context<ServiceAccount> context) throws InterruptedException {
    String namespace = account.getMetadata().getNamespace();
    if (!quiet.concerns(namespace)) {
      return UpdateControl.noUpdate();
    }
    Duration wait = quiet.remaining(namespace, reader.settle(namespace));
    if (wait.isPositive()) {
      namespaces.run(namespace, Reach.FOLLOW);
      return UpdateControl.<ServiceAccount>noUpdate().rescheduleAfter(wait);
    }
    var again = namespaces.run(namespace, swept.contains(namespace) ? Reach.PUBLISH : Reach.SWEEP);
    swept.add(namespace);
    UpdateControl<ServiceAccount> done = UpdateControl.noUpdate();
    return again.map(done::rescheduleAfter).orElse(done);
  }

  @Override
  public List<EventSource<?, ServiceAccount>> prepareEventSources(
      EventSourceContext<ServiceAccount> context) {
    var sources = new ArrayList<EventSource<?, ServiceAccount>>();
    for (Kind kind : Kind.values()) {
      if (kind.served().isPresent()) {
        sources.add(new InformerEventSource<>(of(kind), context));
      }
    }
    sources.add(
        new InformerEventSource<>(
            InformerEventSourceConfiguration.from(Pod.class, ServiceAccount.class)
                .withName("pods")
                .withComparableResourceVersion(false)
                .withNamespacesInheritedFromController()
                .withLabelSelector(label())
                .withSecondaryToPrimaryMapper(NamespaceReconciler::account)
                .build(),
            context));
    return sources;
  }

  private static String label() {
    return ShardPod.OURS.entrySet().stream()
        .map(Map.Entry::toString)
        .collect(Collectors.joining(","));
  }

  private InformerEventSourceConfiguration<GenericKubernetesResource> of(Kind kind) {
    return InformerEventSourceConfiguration.from(
            GroupVersionKind.fromString(kind.apiVersion() + "/" + kind.word()),
            ServiceAccount.class)
        .withName(kind.word())
        .withComparableResourceVersion(false)
        .withNamespacesInheritedFromController()
        .withSecondaryToPrimaryMapper(NamespaceReconciler::account)
        .withOnAddFilter(added -> heard(kind, added))
        .withOnUpdateFilter((now, before) -> isEdited(now, before) && heard(kind, now))
        .withOnDeleteFilter((deleted, unknown) -> heard(kind, deleted))
        .build();
  }

  /** Statuses are ours: only what people write is news. */
  private static boolean isEdited(HasMetadata now, HasMetadata before) {
    return !Objects.equals(now.getMetadata().getGeneration(), before.getMetadata().getGeneration());
  }

  /** An approval is not waited upon. */
  private boolean heard(Kind kind, HasMetadata resource) {
    String namespace = resource.getMetadata().getNamespace();
    if (kind != Kind.PUBLICATION || !quiet.concerns(namespace)) {
      quiet.heard(namespace);
    }
    return true;
  }

  private static Set<ResourceID> account(HasMetadata resource) {
    return Set.of(new ResourceID("default", resource.getMetadata().getNamespace()));
  }
}
