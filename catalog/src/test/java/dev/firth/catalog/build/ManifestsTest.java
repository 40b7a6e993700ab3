package dev.firth.catalog.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firth.catalog.Problem;
import dev.firth.catalog.Reason;
import dev.firth.catalog.load.Load;
import dev.firth.catalog.load.SourceText;
import dev.firth.crds.fixture.Manifest;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The build validates again what an API server validated: it refuses what that refuses, and of what
 * that takes only what is not built yet, or what needs resources that are not there.
 */
class ManifestsTest {
  private static final String OTHERS =
      """
      apiVersion: firth.dev/v1alpha1
      kind: Collection
      metadata: {name: a}
      spec: {key: [/id], schema: {type: object, required: [id], properties: {id: {type: string}}}}
      """;

  static List<Manifest> manifests() {
    return Manifest.all();
  }

  @ParameterizedTest
  @MethodSource("manifests")
  void buildAgreesWithTheApiServer(Manifest manifest) throws InterruptedException {
    var draft =
        Load.texts(
            List.of(
                new SourceText("manifest.yaml", manifest.yaml()),
                new SourceText("others.yaml", OTHERS)),
            Optional.empty());
    Built built =
        CatalogBuild.build(draft, Optional.empty(), new StubAnswers(), new Stores.Mapped());

    List<Problem> wrong =
        built.problems().stream()
            .filter(p -> p.reason() == Reason.INVALID || p.reason() == Reason.BUILD_FAILED)
            .toList();
    if (manifest.accepted()) {
      assertThat(wrong).isEmpty();
    } else {
      assertThat(built.problems()).anyMatch(p -> p.reason() != Reason.DEPENDENCY_NOT_FOUND);
    }
  }
}
