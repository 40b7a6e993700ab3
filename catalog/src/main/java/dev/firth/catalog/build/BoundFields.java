package dev.firth.catalog.build;

import dev.firth.catalog.fields.Outcome;
import java.util.List;

/**
 * What becomes of the fields of a materialization's binding.
 *
 * @param binding its name
 * @param collection that it reads
 * @param resourcePath what the connector calls its table
 * @param outcome each field, and why
 */
public record BoundFields(
    String binding, String collection, List<String> resourcePath, Outcome outcome) {}
