package dev.firth.shard.status;

import java.time.Duration;

/**
 * What one binding has moved since its task was started in this process.
 *
 * @param documentsIn read from the source or the collection
 * @param documentsOut committed to the collection or the destination
 * @param loads keys looked up at the destination
 * @param lag age of the oldest document that waits to be read; zero when none does
 * @param lagBytes bytes that wait to be read, as far as they are known
 */
public record BindingStatus(
    String name,
    long documentsIn,
    long bytesIn,
    long documentsOut,
    long bytesOut,
    long loads,
    Duration lag,
    long lagBytes) {}
