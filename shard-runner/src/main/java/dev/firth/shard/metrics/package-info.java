/** The metrics {@code firth_shard_...} for Prometheus, read off the counters of running tasks. */
@NullMarked
package dev.firth.shard.metrics;

import org.jspecify.annotations.NullMarked;
