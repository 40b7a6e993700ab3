/**
 * When a transaction closes and when a failed shard is tried again: pure functions from facts to a
 * decision, each with its table in the tests. No clock is read, nothing is waited for and nothing
 * is sent from here.
 */
@NullMarked
package dev.firth.shard.policy;

import org.jspecify.annotations.NullMarked;
