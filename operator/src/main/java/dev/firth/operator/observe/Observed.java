package dev.firth.operator.observe;

import dev.firth.catalog.load.Draft;
import dev.firth.catalog.load.Load;
import dev.firth.catalog.load.SourceText;
import dev.firth.crds.Kind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * All that the API server holds of one namespace, as far as it concerns Firth.
 *
 * @param namespace its name
 * @param resources of Firth's kinds, in order of kind and name
 * @param data Secrets and ConfigMaps that the resources name, as manifests
 * @param pods of shards
 * @param operational what running tasks were told last, by name of its config map
 */
public record Observed(
    String namespace,
    List<Seen> resources,
    List<JsonNode> data,
    List<SeenPod> pods,
    Map<String, String> operational) {
  /** Kinds that are the operator's own matter: the build knows nothing of them. */
  private static final Set<Kind> OWN = EnumSet.of(Kind.CATALOG, Kind.PUBLICATION);

  public Observed {
    resources = List.copyOf(resources);
    data = List.copyOf(data);
    pods = List.copyOf(pods);
    operational = Map.copyOf(operational);
  }

  /** What people wrote, as the build reads it. */
  public Draft draft() {
    var texts = new ArrayList<SourceText>();
    for (Seen resource : resources) {
      if (!OWN.contains(resource.kind())) {
        String file = resource.kind().word().toLowerCase(Locale.ROOT) + "/" + resource.name();
        texts.add(new SourceText(file, resource.manifest(namespace).toString()));
      }
    }
    data.forEach(d -> texts.add(new SourceText("data", d.toString())));
    return Load.texts(texts, Optional.empty());
  }

  /** The resources of one kind. */
  public List<Seen> of(Kind kind) {
    return resources.stream().filter(r -> r.kind() == kind).toList();
  }

  /** The namespace's Catalog, if it has one. */
  public Optional<Seen> catalog() {
    return of(Kind.CATALOG).stream().findFirst();
  }
}
