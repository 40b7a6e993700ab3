package dev.firth.shard;

import dev.firth.journals.host.Host;
import dev.firth.journals.log.LogContext;
import dev.firth.journals.read.ReadContext;
import dev.firth.protocol.ConnectorLauncher;
import dev.firth.specs.TaskSpec;
import tools.jackson.databind.JsonNode;

/**
 * What every shard of a process works with.
 *
 * @param log how logs are written
 * @param read how logs are read
 * @param storeId names the store in checkpoints of destinations and in default names at sources
 * @param connectors starts connectors
 * @param configs makes their configurations
 */
public record ShardContext(
    LogContext log,
    ReadContext read,
    String storeId,
    ConnectorLauncher connectors,
    Configs configs,
    ShardSettings settings) {

  /** The clocks, forks and chance of everything that a shard does. */
  public Host host() {
    return log.host();
  }

  /** Makes the configuration of a task's connector. */
  @FunctionalInterface
  public interface Configs {
    /**
     * The configuration with its secrets merged in, read anew at every call.
     *
     * @throws ShardException naming the Secret and key that are missing
     */
    JsonNode of(TaskSpec task);
  }
}
