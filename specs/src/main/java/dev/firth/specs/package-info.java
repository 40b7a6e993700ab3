/**
 * Built specs: what a shard runs. {@link dev.firth.specs.TaskSpec} is one published task with all
 * that it needs resolved: collections with their bundled schemas, selected fields, the store.
 * Immutable records and their JSON, no behaviour, no I/O, no secret values; what people write lives
 * in the resource types, what connectors are told in the protocol.
 */
@NullMarked
package dev.firth.specs;

import org.jspecify.annotations.NullMarked;
