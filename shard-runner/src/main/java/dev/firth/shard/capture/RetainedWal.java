package dev.firth.shard.capture;

import dev.firth.protocol.Ask;
import dev.firth.protocol.ConnectorFailure;
import dev.firth.protocol.message.CaptureMessage;
import dev.firth.protocol.message.CaptureRequest;
import dev.firth.protocol.message.CaptureResponse;
import dev.firth.shard.context.ShardContext;
import dev.firth.shard.failure.ShardException;
import dev.firth.shard.status.Phase;
import dev.firth.shard.status.TaskMeters;
import dev.firth.shard.status.TaskStatus;
import dev.firth.specs.CaptureSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches what the source of one capture keeps for it while it does not run: that grows until
 * somebody acts, or the source's disk is full. One thread.
 */
public final class RetainedWal {
  private static final Logger LOG = LoggerFactory.getLogger(RetainedWal.class);
  private static final Duration EVERY = Duration.ofSeconds(30);

  private final ShardContext context;
  private @Nullable Instant asked;
  private @Nullable TaskMeters told;

  public RetainedWal(ShardContext context) {
    this.context = context;
  }

  /**
   * Asks the connector if the capture rests and that was not asked lately, and tells the meters.
   */
  public void look(CaptureSpec spec, TaskMeters meters) throws InterruptedException {
    Instant now = context.host().now();
    TaskStatus status = meters.snapshot(now);
    boolean rests =
        switch (status.phase()) {
          case PAUSED, BACKOFF, FAILED -> true;
          case STOPPED -> status.reason().equals("Suspended");
          case OPENING, RUNNING -> false;
        };
    if (rests) {
      Instant last = told == meters ? asked : null;
      if (last == null || Duration.between(last, now).compareTo(EVERY) >= 0) {
        asked = now;
        told = meters;
        meters.retained(ask(spec));
      }
    } else if (status.phase() != Phase.OPENING) {
      told = null;
      meters.retained(OptionalLong.empty());
    }
  }

  /** A source that does not answer keeps what it keeps: its capture says what is wrong with it. */
  private OptionalLong ask(CaptureSpec spec) throws InterruptedException {
    try {
      var capture = CaptureMessage.of(spec, context.configs().of(spec));
      return Ask.one(
              context.connectors().capture(context.command(spec)),
              new CaptureRequest.Retained(capture, context.storeId()),
              CaptureResponse.Retained.class)
          .walBytes();
    } catch (ConnectorFailure | ShardException e) {
      LOG.debug("{}: what its source keeps is not known: {}", spec.title(), e.getMessage());
      return OptionalLong.empty();
    }
  }
}
