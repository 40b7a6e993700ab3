package dev.firth.operator.reconcile;

import dev.firth.catalog.Reason;
import dev.firth.catalog.build.Built;
import dev.firth.catalog.build.CatalogBuild;
import dev.firth.catalog.build.ConnectorAnswers;
import dev.firth.catalog.build.Publication;
import dev.firth.catalog.build.SecretPrints;
import dev.firth.catalog.build.Stores;
import dev.firth.catalog.infer.InferredSchemas;
import dev.firth.crds.Kind;
import dev.firth.operator.cluster.NamespaceReader;
import dev.firth.operator.cluster.NamespaceWriter;
import dev.firth.operator.observe.Observed;
import dev.firth.operator.observe.References;
import dev.firth.operator.observe.Seen;
import dev.firth.operator.observe.SeenPod;
import dev.firth.operator.plan.Conditions;
import dev.firth.operator.plan.OperationalFields;
import dev.firth.operator.plan.PublicationStatus;
import dev.firth.operator.plan.Publishing;
import dev.firth.operator.plan.ShardPod;
import dev.firth.operator.plan.Status;
import dev.firth.operator.plan.Stored;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Brings one namespace to where its resources want it. Run again from any point where it was cut
 * off it comes to the same: specs and publications are stored under their hashes, a Publication's
 * state Live is the moment at which all of it is published, and pods follow what is live.
 */
public final class NamespaceReconcile {
  /** How long a changed Secret or a connector that answers again may stay unnoticed. */
  public static final Duration LOOK = Duration.ofSeconds(60);

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

  /** How far a run goes. */
  public enum Reach {
    /** What acts at once: operational fields, pods. For a namespace that was not quiet yet. */
    FOLLOW,
    /** All of it. */
    PUBLISH,
    /** All of it, and what earlier runs left behind. For a namespace's first run. */
    SWEEP
  }

  /** One run's hold on a namespace. */
  private record Run(
      NamespaceReader reader,
      NamespaceWriter writer,
      Observed observed,
      Optional<Publication> last,
      Instant now) {

    /** What runs, with the operational fields of now. */
    Publication running(Publication published) {
      return OperationalFields.on(published, observed);
    }

    Optional<Seen> publication(String name) {
      return observed.of(Kind.PUBLICATION).stream().filter(s -> s.name().equals(name)).findFirst();
    }

    void state(String name, JsonNode status) {
      if (publication(name).filter(s -> Status.same(s.status(), status)).isEmpty()) {
        writer.status(Kind.PUBLICATION, name, status);
      }
    }
  }

  /**
   * Goes the way once. Writes nothing where all is as it should be.
   *
   * @return when to look again although nothing is heard
   * @throws io.fabric8.kubernetes.client.KubernetesClientException if the API server refuses; what
   *     was done stays, and the next run goes on
   */
  public Optional<Duration> run(String namespace, Reach reach) throws InterruptedException {
    var reader = new NamespaceReader(client);
    Instant now = clock.instant();
    Observed observed = reader.read(namespace, now);
    Optional<Publication> last =
        Publishing.liveHash(observed).flatMap(hash -> reader.publication(namespace, hash));
    var run = new Run(reader, new NamespaceWriter(client, namespace), observed, last, now);
    if (reach == Reach.FOLLOW) {
      last.map(run::running).ifPresent(running -> follow(run, running));
      return again(observed, List.of());
    }
    Built built =
        CatalogBuild.build(
            observed.draft(),
            InferredSchemas.NONE,
            last,
            new ClusterConnectors(observed, answers),
            new Stores.Mapped(),
            prints);
    Publishing publishing = publish(run, built);
    Optional<Publication> running =
        (publishing.live() ? Optional.of(built.publication()) : last).map(run::running);
    boolean followed = running.isPresent() && follow(run, running.get());
    say(run, new Conditions(observed, built, running, publishing.live()));
    if (followed || !publishing.superseded().isEmpty() || reach == Reach.SWEEP) {
      sweep(run, publishing, running, built);
    }
    return again(observed, built.problems().stream().map(p -> p.reason()).toList());
  }

  private static Optional<Duration> again(Observed observed, List<Reason> reasons) {
    References named = References.of(observed.resources());
    boolean data = !named.secrets().isEmpty() || !named.configMaps().isEmpty();
    boolean ends = observed.pods().stream().anyMatch(SeenPod::ending);
    return data || ends || reasons.contains(Reason.CONNECTOR_UNREACHABLE)
        ? Optional.of(LOOK)
        : Optional.empty();
  }

  private static Publishing publish(Run run, Built built) {
    Publication next = built.publication();
    NamespaceWriter writer = run.writer;
    String hash = next.hash();
    boolean empty = next.tasks().isEmpty() && next.collections().isEmpty();
    boolean draft = run.last.filter(next::asksForNoMoreThan).isEmpty();
    Publishing publishing = Publishing.of(run.observed, hash, empty, draft);
    if (publishing.name().isEmpty()) {
      return publishing;
    }
    if (run.last.filter(l -> l.hash().equals(hash)).isEmpty()) {
      writer.store(Stored.parts(Stored.PUBLICATION, hash, next.write()));
    }
    if (publishing.create()) {
      writer.publication(publishing.name(), publishing.live());
    }
    Optional<Seen> before = run.publication(publishing.name());
    run.state(
        publishing.name(), PublicationStatus.of(built, hash, publishing.live(), before, run.now));
    for (String name : publishing.superseded()) {
      run.publication(name)
          .ifPresent(s -> run.state(name, PublicationStatus.superseded(s.status())));
    }
    publishing.pruned().forEach(writer::prune);
    return publishing;
  }

  private boolean follow(Run run, Publication running) {
    return new Following(run.writer, run.observed, surroundings).follow(running);
  }

  private static void say(Run run, Conditions conditions) {
    for (Seen resource : run.observed.resources()) {
      if (resource.kind() == Kind.PUBLICATION) {
        continue;
      }
      var said = conditions.of(resource);
      JsonNode status = Status.of(resource, said, run.observed.pods(), run.now);
      if (!Status.same(status, resource.status())) {
        run.writer.status(resource.kind(), resource.name(), status);
        Status.news(resource, said)
            .ifPresent(
                c ->
                    run.writer.event(resource, c.holds(), c.reason().word(), c.message(), run.now));
      }
    }
  }

  /** Deletes what is stored and neither runs nor waits for approval. */
  private static void sweep(
      Run run, Publishing publishing, Optional<Publication> running, Built built) {
    var needed = new HashSet<String>();
    needed.add(Stored.PUBLICATION + "-" + built.publication().hash());
    if (!publishing.live()) {
      run.last.ifPresent(l -> needed.add(Stored.PUBLICATION + "-" + l.hash()));
    }
    running.stream()
        .flatMap(r -> r.tasks().stream())
        .map(task -> Stored.SPEC + "-" + task.hash())
        .forEach(needed::add);
    run.observed.pods().stream().map(SeenPod::spec).forEach(needed::add);
    Stream<String> stored = run.reader.stored(run.observed.namespace()).stream();
    stored.filter(part -> !needed.contains(Stored.whole(part))).forEach(run.writer::discard);
  }
}
