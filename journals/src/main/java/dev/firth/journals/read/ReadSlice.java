package dev.firth.journals.read;

import dev.firth.journals.log.JournalName;

/**
 * Documents of one journal for one source.
 *
 * @param source index into the reader's sources
 * @param schema hash of the write schema that they were checked by; {@code ""} when unknown
 *     (history)
 * @param begin offset in the lane, in bytes of uncompressed NDJSON
 * @param bytes NDJSON, every line ends with a newline; shared, must not be changed
 * @param documents how many lines
 */
@SuppressWarnings("ArrayRecordComponent") // a view, never compared
public record ReadSlice(
    int source,
    JournalName journal,
    String schema,
    long begin,
    byte[] bytes,
    int offset,
    int length,
    int documents) {}
