/** What the runner costs without connectors and network: for profiles, not for assertions. */
@org.jspecify.annotations.NullMarked
package dev.firth.shard.bench;
