package dev.firth.cli.up;

import dev.firth.cli.console.OutputFormat;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How {@code up} runs.
 *
 * @param once end when everything has arrived
 * @param timeout of {@code once}
 * @param connectors {@code NAME=COMMAND} each
 * @param useStores write where the StorageMappings say
 * @param takeOver empty and refill destinations of another store
 * @param logRetention R of the embedded store
 */
record UpOptions(
    boolean once,
    Optional<Duration> timeout,
    List<String> connectors,
    boolean useStores,
    boolean takeOver,
    Duration logRetention,
    OutputFormat output) {}
