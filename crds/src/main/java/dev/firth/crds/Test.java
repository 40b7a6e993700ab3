package dev.firth.crds;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What derivations have to make of given documents before they are published. */
@Served(plural = "tests", shortName = "ftest", status = ResourceStatus.class)
@Column(name = "Passed", path = ".status.conditions[?(@.type==\"Passed\")].status")
@Column(name = "Reason", path = ".status.conditions[?(@.type==\"Passed\")].reason")
@Column(name = "Message", path = ".status.conditions[?(@.type==\"Passed\")].message", wide = true)
@Column(name = "Age", path = Column.AGE, type = "date")
@KnownFields({"apiVersion", "kind", "status"})
public record Test(@Required Metadata metadata, @Required Spec spec) {

  /**
   * @param description what it is about
   * @param steps in order
   */
  public record Spec(
      @Limits(max = 1024) @Nullable String description,
      @Required @Limits(min = 1, max = 100) List<Step> steps) {}

  /**
   * One step.
   *
   * @param ingest documents that go in
   * @param verify documents that have to be there
   */
  @OneOf({"ingest", "verify"})
  public record Step(@Nullable Ingest ingest, @Nullable Verify verify) {}

  /**
   * Documents that go in.
   *
   * @param collection that they go into
   * @param documents the documents
   * @param documentsNDJSON the same, one a line
   * @param at virtual time since the beginning
   */
  @OneOf({"documents", "documentsNDJSON"})
  public record Ingest(
      @Required @Limits(min = 1, max = 63) String collection,
      @Limits(max = 1000) @Nullable List<JsonNode> documents,
      @Limits(max = 262_144) @Nullable String documentsNDJSON,
      @Nullable Span at) {}

  /**
   * Documents that have to be there.
   *
   * @param source the collection, and which of its documents
   * @param documents the documents
   * @param documentsNDJSON the same, one a line
   */
  @OneOf({"documents", "documentsNDJSON"})
  public record Verify(
      @Required Source source,
      @Limits(max = 1000) @Nullable List<JsonNode> documents,
      @Limits(max = 262_144) @Nullable String documentsNDJSON) {}
}
