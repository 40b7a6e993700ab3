package dev.firth.crds;

import org.jspecify.annotations.Nullable;

/** The fields that every task has. */
public sealed interface TaskFields permits Capture.Spec, Materialization.Spec {
  /** What is run. */
  ConnectorUse connector();

  /** How many shards; 0 suspends. */
  Integer shards();

  /** Whether the task rests. */
  Boolean suspend();

  /** When transactions close. */
  Transactions transactions();

  /** How much is logged. */
  LogLevel logLevel();

  /** Pods of the task, in a cluster. */
  @Nullable PodFields pod();
}
