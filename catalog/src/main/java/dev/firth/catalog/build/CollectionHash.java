package dev.firth.catalog.build;

import dev.firth.specs.CollectionSpec;
import dev.firth.specs.SpecJson;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

/** Whether two built collections are the same. */
final class CollectionHash {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().disable(DateTimeFeature.WRITE_DURATIONS_AS_TIMESTAMPS).build();

  private CollectionHash() {}

  static String of(CollectionSpec spec) {
    return SpecJson.hash(MAPPER.valueToTree(spec));
  }
}
