package dev.firth.shard.status;

import java.time.Duration;

/**
 * What one binding has moved since its task was started in this process.
 *
 * @param documentsIn read from the source or the collection
 * @param documentsOut committed to the collection or the destination
 * @param loads keys looked up at the destination
 * @param lag age of the oldest document that was read and is not committed yet; zero when none is.
 *     A document's age is since its commit to the collection, for a capture since it was read
 * @param lagBytes bytes of documents that are not committed yet: those that were read, and of a
 *     materialization also those in its collection that were not, as far as the logs of this
 *     process tell
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
