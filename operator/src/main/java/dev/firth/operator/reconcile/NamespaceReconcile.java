package dev.firth.operator.reconcile;

import dev.firth.catalog.build.Built;
import dev.firth.catalog.build.CatalogBuild;
import dev.firth.catalog.build.ConnectorAnswers;
import dev.firth.catalog.build.Publication;
import dev.firth.catalog.build.SecretPrints;
import dev.firth.catalog.build.Stores;
import dev.firth.crds.Kind;
import dev.firth.operator.cluster.NamespaceReader;
import dev.firth.operator.cluster.NamespaceWriter;
import dev.firth.operator.observe.Observed;
import dev.firth.operator.observe.Seen;
import dev.firth.operator.plan.Conditions;
import dev.firth.operator.plan.PodPlan;
import dev.firth.operator.plan.PublicationStatus;
import dev.firth.operator.plan.Publishing;
import dev.firth.operator.plan.ShardPod;
import dev.firth.operator.plan.Status;
import dev.firth.operator.plan.Stored;
import dev.firth.specs.TaskSpec;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * Brings one namespace to where its resources want it. Run again from any point where it was cut
 * off it comes to the same: specs and publications are stored under their hashes, a Publication's
 * state Live is the moment at which all of it is published, and pods follow what is live.
 */
public final class NamespaceReconcile {
  private final KubernetesClient client;
  private final ConnectorAnswers answers;
  private final SecretPrints prints;
  private final ShardPod.Surroundings surroundings;
  private final InstantSource clock;

  /**
   * @param client whose rights reach the namespaces
   * @param answers runs connectors when the build asks
   * @param prints by which changed secrets are known
   * @param surroundings what pods get from the operator
   * @param clock of conditions and events
   */
  public NamespaceReconcile(
      KubernetesClient client,
      ConnectorAnswers answers,
      SecretPrints prints,
      ShardPod.Surroundings surroundings,
      InstantSource clock) {
    this.client = client;
    this.answers = answers;
    this.prints = prints;
    this.surroundings = surroundings;
    this.clock = clock;
  }

  /**
   * Goes the way once. Writes nothing where all is as it should be.
   *
   * @throws io.fabric8.kubernetes.client.KubernetesClientException if the API server refuses; what
   *     was done stays, and the next run goes on
   */
  public void run(String namespace) throws InterruptedException {
    var reader = new NamespaceReader(client);
    var writer = new NamespaceWriter(client, namespace);
    Observed observed = reader.read(namespace);
    Optional<Publication> last =
        Publishing.liveHash(observed).flatMap(hash -> reader.publication(namespace, hash));
    Built built =
        CatalogBuild.build(
            observed.draft(),
            last,
            new ClusterConnectors(observed, answers),
            new Stores.Mapped(),
            prints);
    boolean live = publish(writer, observed, last, built);
    Optional<Publication> running = live ? Optional.of(built.publication()) : last;
    running.ifPresent(r -> follow(writer, observed, r));
    say(writer, observed, built, live);
  }

  private boolean publish(
      NamespaceWriter writer, Observed observed, Optional<Publication> last, Built built) {
    Publication next = built.publication();
    String hash = next.hash();
    boolean empty = next.tasks().isEmpty() && next.collections().isEmpty();
    Publishing publishing = Publishing.of(observed, hash, empty);
    if (publishing.name().isEmpty()) {
      return true;
    }
    if (!last.map(l -> l.hash().equals(hash)).orElse(false)) {
      next.tasks().forEach(task -> writer.store(ShardPod.spec(task)));
      writer.store(Stored.parts("publication", hash, next.write()));
    }
    if (publishing.create()) {
      writer.publication(publishing.name(), publishing.live());
    }
    Instant now = clock.instant();
    state(writer, observed, publishing.name(), PublicationStatus.of(built, publishing.live(), now));
    for (String name : publishing.superseded()) {
      seen(observed, name)
          .ifPresent(s -> state(writer, observed, name, PublicationStatus.superseded(s.status())));
    }
    publishing.pruned().forEach(writer::prune);
    return publishing.live();
  }

  private static void state(
      NamespaceWriter writer, Observed observed, String name, JsonNode status) {
    Optional<Seen> seen = seen(observed, name);
    if (seen.filter(s -> PublicationStatus.same(s.status(), status)).isEmpty()) {
      writer.status(Kind.PUBLICATION, name, status);
    }
  }

  private static Optional<Seen> seen(Observed observed, String publication) {
    return observed.of(Kind.PUBLICATION).stream()
        .filter(s -> s.name().equals(publication))
        .findFirst();
  }

  private void follow(NamespaceWriter writer, Observed observed, Publication running) {
    var tasks = new HashMap<String, TaskSpec>();
    Map<String, String> wanted = new TreeMap<>();
    for (TaskSpec task : running.tasks()) {
      tasks.put(task.title(), task);
      if (ShardPod.runs(task) && owner(observed, task).isPresent()) {
        wanted.put(
            task.title(), ShardPod.hash(task, running.inputs().getOrDefault(task.title(), "")));
      }
    }
    PodPlan plan = PodPlan.of(wanted, observed.pods());
    plan.delete().forEach(writer::delete);
    for (String title : plan.create()) {
      TaskSpec task = tasks.get(title);
      if (task != null) {
        writer.store(ShardPod.spec(task));
        writer.create(
            ShardPod.of(
                task,
                wanted.getOrDefault(title, ""),
                owner(observed, task).orElseThrow(),
                surroundings));
      }
    }
  }

  private static Optional<Seen> owner(Observed observed, TaskSpec task) {
    return observed.resources().stream().filter(s -> s.title().equals(task.title())).findFirst();
  }

  private void say(NamespaceWriter writer, Observed observed, Built built, boolean live) {
    var conditions = new Conditions(observed, built, live);
    Instant now = clock.instant();
    for (Seen resource : observed.resources()) {
      if (resource.kind() == Kind.PUBLICATION) {
        continue;
      }
      var said = conditions.of(resource);
      JsonNode status = Status.of(resource, said, observed.pods(), now);
      if (!Status.same(status, resource.status())) {
        writer.status(resource.kind(), resource.name(), status);
        Status.news(resource, said)
            .ifPresent(c -> writer.event(resource, c.holds(), c.reason().word(), c.message(), now));
      }
    }
  }
}
