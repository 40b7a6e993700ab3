package dev.firth.operator.observe;

/**
 * One pod of a shard.
 *
 * @param name of it
 * @param task title of the task that it runs
 * @param hash of what it was made from
 * @param spec the stored spec that it mounts: {@code spec-HASH}
 * @param ready whether its probes say so
 * @param ending whether it is being deleted
 * @param lost whether nobody is there to end it: its node is gone, or its time to end is long over
 * @param over whether it ended and will not come back by itself
 * @param trouble what keeps it from starting; empty if nothing does
 */
public record SeenPod(
    String name,
    String task,
    String hash,
    String spec,
    boolean ready,
    boolean ending,
    boolean lost,
    boolean over,
    String trouble) {}
