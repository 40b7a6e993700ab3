package dev.firth.catalog.build;

import dev.firth.catalog.Reason;
import dev.firth.catalog.Suggestion;
import dev.firth.catalog.load.Draft;
import dev.firth.catalog.load.JsonText;
import dev.firth.catalog.load.Located;
import dev.firth.catalog.load.Origin;
import dev.firth.crds.ConfigMap;
import dev.firth.crds.ConnectorUse;
import dev.firth.crds.ConnectorUse.ConfigFrom;
import dev.firth.crds.ConnectorUse.Format;
import dev.firth.crds.KeyRef;
import dev.firth.crds.Kind;
import dev.firth.crds.SecretValue;
import dev.firth.specs.ConnectorSpec;
import dev.firth.specs.SecretMask;
import dev.firth.specs.SecretMerge;
import dev.firth.specs.SecretRef;
import dev.firth.specs.SpecException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A connector's configuration, whole.
 *
 * @param open without what comes from Secrets
 * @param refs what comes from Secrets
 * @param revealed with it: for the connector alone
 */
record ConnectorConfig(JsonNode open, List<SecretRef> refs, JsonNode revealed) {
  private static final String FROM = "/spec/connector/configFrom/";

  /** The configuration of a task; nothing if a part of it is missing or does not fit. */
  static Optional<ConnectorConfig> of(
      Origin task, ConnectorUse use, Draft draft, Findings findings) {
    int before = findings.size();
    var merge = new Merge(task, draft, findings, use);
    for (int i = 0; i < use.configFrom().size(); i++) {
      merge.part(use.configFrom().get(i), FROM + i);
    }
    return findings.size() > before
        ? Optional.empty()
        : Optional.of(new ConnectorConfig(merge.open, List.copyOf(merge.refs), merge.revealed));
  }

  /** Whether what stands at a location, or a part of it, came from a Secret. */
  boolean isSecret(String pointer) {
    JsonPointer at = JsonPointer.compile(pointer);
    return !open.at(at).equals(revealed.at(at));
  }

  /**
   * Hides what came from Secrets.
   *
   * @param schema of configurations of this connector
   */
  SecretMask mask(JsonNode schema) {
    return new ConnectorSpec("", List.of(), open, refs).mask(revealed, schema);
  }

  /** The index of the part of {@code configFrom} that a location of the configuration came from. */
  Optional<Integer> from(ConnectorUse use, String location) {
    for (int i = use.configFrom().size() - 1; i >= 0; i--) {
      String pointer = use.configFrom().get(i).pointer();
      if (pointer != null && (location + "/").startsWith(pointer + "/")) {
        return Optional.of(i);
      }
      if (pointer == null && isSecret(location)) {
        return Optional.of(i);
      }
    }
    return Optional.empty();
  }

  @Override
  public String toString() {
    return "configuration with " + refs.size() + " secrets";
  }

  private static final class Merge {
    private final Origin task;
    private final Draft draft;
    private final Findings findings;
    private final List<SecretRef> refs = new ArrayList<>();
    private JsonNode open;
    private JsonNode revealed;

    Merge(Origin task, Draft draft, Findings findings, ConnectorUse use) {
      this.task = task;
      this.draft = draft;
      this.findings = findings;
      JsonNode config = use.config();
      this.open = config == null ? JsonNodeFactory.instance.objectNode() : config.deepCopy();
      this.revealed = open.deepCopy();
    }

    void part(ConfigFrom part, String at) {
      if (part.pointer() == null && part.format() == Format.TEXT) {
        add(
            at,
            Reason.BUILD_FAILED,
            "without a pointer the entry is an object that is merged at the root: add format: JSON,"
                + " or a pointer such as /password.");
        return;
      }
      if (part.secretKeyRef() != null) {
        secret(part, part.secretKeyRef(), at);
      } else if (part.configMapKeyRef() != null) {
        configMap(part, part.configMapKeyRef(), at);
      }
    }

    private void secret(ConfigFrom part, KeyRef ref, String at) {
      boolean json = part.format() == Format.JSON;
      String pointer = part.pointer() == null ? "" : part.pointer();
      refs.add(new SecretRef(pointer, ref.name(), ref.key(), json, ref.optional()));
      Optional<SecretValue> value = draft.secrets().find(ref.name(), ref.key());
      if (value.isPresent()) {
        String text = value.get().reveal();
        node(part, text, at, "Secret " + ref.name(), ref.key())
            .ifPresent(node -> revealed = put(revealed, pointer, node, at));
        return;
      }
      if (!isBroken(Kind.SECRET, ref) && !ref.optional()) {
        add(
            at + "/secretKeyRef",
            Reason.DEPENDENCY_NOT_FOUND,
            MissingSecret.sentence(draft, ref.name(), ref.key()));
      }
    }

    /** Whether what is missing may stand in what can't be read: then the task waits for that. */
    private boolean isBroken(Kind kind, KeyRef ref) {
      boolean broken = draft.mayHoldBroken(kind, ref.name());
      if (broken) {
        findings.broken(task.kind(), task.name());
      }
      return broken;
    }

    private void configMap(ConfigFrom part, KeyRef ref, String at) {
      Located<ConfigMap> map = draft.configMaps().get(ref.name());
      String text = map == null ? null : map.resource().data().get(ref.key());
      if (text != null) {
        String pointer = part.pointer() == null ? "" : part.pointer();
        node(part, text, at, "ConfigMap " + ref.name(), ref.key())
            .ifPresent(
                node -> {
                  open = put(open, pointer, node, at);
                  revealed = put(revealed, pointer, node, at);
                });
      } else if (!isBroken(Kind.CONFIG_MAP, ref) && !ref.optional()) {
        add(at + "/configMapKeyRef", Reason.DEPENDENCY_NOT_FOUND, missing(map, ref));
      }
    }

    private String missing(@Nullable Located<ConfigMap> map, KeyRef ref) {
      return map == null
          ? "ConfigMap \""
              + ref.name()
              + "\" does not exist in this namespace."
              + Suggestion.sentence(ref.name(), draft.configMaps().keySet())
          : "ConfigMap "
              + ref.name()
              + " has no key \""
              + ref.key()
              + "\"."
              + Suggestion.sentence(ref.key(), map.resource().data().keySet());
    }

    private Optional<JsonNode> node(
        ConfigFrom part, String text, String at, String resource, String key) {
      if (part.format() == Format.TEXT) {
        return Optional.of(SecretMerge.text(text));
      }
      try {
        return Optional.of(JsonText.read(text));
      } catch (JacksonException _) {
        // Its message would show the value.
        add(
            at,
            Reason.BUILD_FAILED,
            "the key \"" + key + "\" of " + resource + " is no JSON; format: JSON asks for it.");
        return Optional.empty();
      }
    }

    private JsonNode put(JsonNode config, String pointer, JsonNode node, String at) {
      try {
        return SecretMerge.put(config, pointer, node.deepCopy());
      } catch (SpecException e) {
        add(at, Reason.BUILD_FAILED, e.getMessage());
        return config;
      }
    }

    private void add(String at, Reason reason, @Nullable String sentence) {
      findings.add(task, at, reason, String.valueOf(sentence));
    }
  }
}
