package dev.firth.shard.materialize;

import dev.firth.journals.host.Host;
import dev.firth.journals.log.Cut;
import dev.firth.protocol.message.RawJson;
import dev.firth.shard.policy.ClosePolicy;
import dev.firth.shard.status.TaskMeters;
import java.time.Duration;
import java.util.List;

/** What a materialization's session gets from its life. */
interface MaterializationRun {
  Host host();

  TaskMeters meters();

  ClosePolicy policy();

  List<MaterializedBinding> bindings();

  /** Which keys of a binding need a lookup. */
  LoadPolicy loads(int binding);

  /** One of the two transactions that take turns. */
  MaterializationTransaction transaction(int which);

  /** Whether the destination keeps our checkpoint and decides. */
  boolean authoritative();

  /** What the destination is to keep with a transaction that ends at {@code cut}. */
  RawJson checkpoint(Cut cut);

  boolean stopping();

  Duration stopBound();

  /** Throws why the log has ended, if it has. */
  void checkLog();

  /** All that was there when this probe was made has arrived at the destination. */
  void arrived(long probe);
}
