package dev.firth.journals.log;

/**
 * A transaction that is in the log.
 *
 * @param documents how many it holds
 * @param bytes of their uncompressed NDJSON
 * @param stored bytes in the store, compressed
 */
public record Committed(long sequence, HybridClock clock, int documents, long bytes, long stored) {}
