package dev.firth.shard.context;

import dev.firth.journals.host.Host;
import dev.firth.journals.log.LogContext;
import dev.firth.journals.read.Plan;
import dev.firth.journals.read.ReadContext;
import dev.firth.protocol.ConnectorCommand;
import dev.firth.protocol.ConnectorLauncher;
import dev.firth.shard.failure.ShardException;
import dev.firth.specs.CollectionSpec;
import dev.firth.specs.TaskSpec;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

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

  /** The same, with forks that name a task and its shard in what they log. */
  public ShardContext named(String task, String shard) {
    Host named = new TaskHost(host(), task, shard);
    return new ShardContext(
        log.withHost(named), read.withHost(named), storeId, connectors, configs, settings);
  }

  /** The same, with readers that know a plan. */
  public ShardContext planned(Plan plan) {
    return new ShardContext(log, read.withPlan(plan), storeId, connectors, configs, settings);
  }

  /** How the connector of a task is started. */
  public ConnectorCommand command(TaskSpec task) {
    var connector = task.connector();
    return ConnectorCommand.of(task.title(), connector.name(), connector.command())
        .withMask(connector.mask(configs.of(task), configs.schema(task)));
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

    /**
     * What the connector says of its configuration, by which its secrets are known; missing where
     * nobody asked it: then whatever came from a Secret is one.
     */
    default JsonNode schema(TaskSpec task) {
      return MissingNode.getInstance();
    }

    /**
     * The salt with which a task hashes values of a collection that it writes, read anew at every
     * call: never printed, stored or logged. Empty if the collection names none.
     *
     * @throws ShardException naming the Secret and key that are missing
     */
    default Optional<byte[]> salt(TaskSpec task, CollectionSpec collection) {
      if (collection.redactSalt().isEmpty()) {
        return Optional.empty();
      }
      throw ShardException.pause(
          "SecretMissing", task.title() + ": no secrets are to be had where it runs.");
    }
  }
}
