/**
 * Shards: what moves the documents of captures and materializations through their logs. {@link
 * dev.firth.shard.ShardHost} runs any number of tasks in one process. No Kubernetes and no YAML
 * here: tasks come as built specs.
 */
@NullMarked
package dev.firth.shard;

import org.jspecify.annotations.NullMarked;
