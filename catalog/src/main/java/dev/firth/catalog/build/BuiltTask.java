package dev.firth.catalog.build;

import dev.firth.specs.TaskSpec;

/**
 * A task as it would be published.
 *
 * @param spec what shards run
 * @param inputs a hash of what it was built from
 */
record BuiltTask(TaskSpec spec, String inputs) {}
