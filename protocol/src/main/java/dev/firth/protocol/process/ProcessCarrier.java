package dev.firth.protocol.process;

import dev.firth.documents.json.JsonBuffer;
import dev.firth.protocol.ConnectorFailure;
import dev.firth.protocol.codec.Decoder;
import dev.firth.protocol.codec.Encoder;
import dev.firth.protocol.codec.LineAssembler;
import dev.firth.protocol.session.Carrier;
import dev.firth.protocol.session.CarrierThreads;
import dev.firth.protocol.session.Conversation;
import dev.firth.protocol.session.Whom;
import java.io.IOException;
import java.time.Duration;

/** Carries messages to and from a process: one thread writes requests, another reads responses. */
final class ProcessCarrier<Q, R> implements Carrier {
  private static final int WRITE = 64 << 10;

  private final Whom whom;
  private final Conversation<Q, R> conversation;
  private final Encoder<Q> encoder;
  private final Decoder<R> decoder;
  private final ConnectorProcess process;
  private final StderrLog log;
  private final LineAssembler lines;
  private final CarrierThreads threads;

  ProcessCarrier(
      Whom whom,
      Conversation<Q, R> conversation,
      Encoder<Q> encoder,
      Decoder<R> decoder,
      ConnectorProcess process,
      StderrLog log) {
    this.whom = whom;
    this.conversation = conversation;
    this.encoder = encoder;
    this.decoder = decoder;
    this.process = process;
    this.log = log;
    this.lines = new LineAssembler(whom);
    this.threads = new CarrierThreads(whom);
    threads.start("writes to " + whom, this::write);
    threads.start("reads from " + whom, this::read);
  }

  private void write() {
    var buffer = new JsonBuffer(WRITE);
    try {
      Q request;
      while ((request = conversation.requests().take()) != null) {
        encoder.encode(request, buffer);
        while (buffer.size() < WRITE
            && (request = conversation.requests().take(Duration.ZERO)) != null) {
          encoder.encode(request, buffer);
        }
        process.write(buffer.bytes(), buffer.size());
        buffer.reset();
      }
      process.closeInput();
    } catch (IOException _) {
      // it does not read any more: its exit, which the reader sees, says why
    } catch (ConnectorFailure e) {
      fail(e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      fail(ConnectorFailure.of(whom + " cannot be written to: " + e, e));
    }
  }

  private void read() {
    try {
      int exit = process.pump(new Output());
      byte[] rest = lines.rest();
      if (exit == 0 && rest.length > 0) {
        decoder.decode(rest, rest.length, conversation::respond);
      }
      if (exit == 0) {
        conversation.end();
      } else {
        conversation.fail(log.failure(exit));
      }
    } catch (ConnectorFailure e) {
      fail(e);
    } catch (IOException e) {
      fail(ConnectorFailure.of(whom + " cannot be read any more: " + e.getMessage(), e));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      fail(ConnectorFailure.of(whom + " cannot be read any more: " + e, e));
    } finally {
      process.end();
    }
  }

  private void fail(ConnectorFailure e) {
    conversation.fail(
        ConnectorFailure.exited(
                String.valueOf(e.getMessage()), e.reason().orElse(""), e.pauses(), -1)
            .masked(log.mask()));
    process.end();
  }

  private final class Output implements ConnectorProcess.Output {
    @Override
    public void stdout(byte[] bytes, int length) throws InterruptedException {
      byte[] whole = lines.feed(bytes, 0, length);
      if (whole.length > 0) {
        decoder.decode(whole, whole.length, conversation::respond);
      }
    }

    @Override
    public void stderr(byte[] bytes, int length) {
      log.feed(bytes, length);
    }
  }

  @Override
  public void end() {
    process.end();
    threads.end();
  }
}
