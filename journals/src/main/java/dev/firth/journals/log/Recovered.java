package dev.firth.journals.log;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What a log's records add up to.
 *
 * @param next the sequence that the next record gets
 * @param epoch of the last fence; -1 before the first
 * @param clock of the last transaction
 * @param cut how far its owner has read
 * @param connectorState the connector's checkpoint; must not be changed by the caller
 * @param lanes the end of each journal, in bytes
 * @param retention R as the log has it; empty before the first record
 */
public record Recovered(
    long next,
    long epoch,
    HybridClock clock,
    Cut cut,
    Optional<JsonNode> connectorState,
    Map<JournalName, Long> lanes,
    Lineage lineage,
    Optional<Duration> retention) {}
