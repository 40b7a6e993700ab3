package dev.firth.specs;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * The bucket that a task writes its log and its collections to.
 *
 * @param endpoint empty for AWS
 * @param prefix empty, or ends with a slash
 * @param logRetention how long transactions stay in the log after they were materialised (R)
 * @param credentials name of the Secret that holds them; empty: the default chain of the
 *     environment
 */
public record StoreSpec(
    Optional<URI> endpoint,
    String bucket,
    String prefix,
    String region,
    boolean pathStyle,
    Duration logRetention,
    Optional<String> credentials) {}
