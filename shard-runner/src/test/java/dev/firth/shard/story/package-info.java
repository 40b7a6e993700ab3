/**
 * Stories of whole tasks: real shards and logs over a store in memory, connectors made for tests.
 */
@org.jspecify.annotations.NullMarked
package dev.firth.shard.story;
