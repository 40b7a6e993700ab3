package dev.firth.protocol.process;

import dev.firth.documents.json.JsonBuffer;
import dev.firth.protocol.ConnectorFailure;
import dev.firth.protocol.codec.CaptureRequestCodec;
import dev.firth.protocol.codec.CaptureResponseCodec;
import dev.firth.protocol.codec.Decoder;
import dev.firth.protocol.codec.Encoder;
import dev.firth.protocol.codec.LineAssembler;
import dev.firth.protocol.codec.MaterializeRequestCodec;
import dev.firth.protocol.codec.MaterializeResponseCodec;
import dev.firth.protocol.sdk.CaptureConnector;
import dev.firth.protocol.sdk.CaptureService;
import dev.firth.protocol.sdk.Connector;
import dev.firth.protocol.sdk.MaterializeConnector;
import dev.firth.protocol.sdk.MaterializeService;
import dev.firth.protocol.session.Pipe;
import dev.firth.protocol.session.Weight;
import dev.firth.protocol.session.Whom;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Runs a connector of the SDK on the standard streams of its process. */
public final class ConnectorMain {
  private static final int WRITE = 64 << 10;
  private static final long UNWRITTEN = 1 << 20;

  private ConnectorMain() {}

  /** Serves one session; a failure is written as one JSON log line. */
  public static int run(
      String name, Connector connector, InputStream input, OutputStream output, PrintStream log) {
    return run(name, connector, input, output, failed -> log.println(failed.json()));
  }

  /**
   * Serves one session.
   *
   * @param name the connector's, for sentences
   * @param failed takes the failure that ended it, to be written to standard error
   * @return the exit code for the process, which should exit at once: threads may still wait for
   *     its input
   */
  public static int run(
      String name,
      Connector connector,
      InputStream input,
      OutputStream output,
      Consumer<Failed> failed) {
    var whom = new Whom("Connector", name);
    try {
      switch (connector) {
        case CaptureConnector capture ->
            serve(
                (requests, responses) -> CaptureService.serve(capture, requests::take, responses),
                reading(whom, CaptureRequestCodec.decoder(whom), Weight.CAPTURE_REQUEST, input),
                new Writing<>(new CaptureResponseCodec(whom), Weight.CAPTURE_RESPONSE, output));
        case MaterializeConnector materialize ->
            serve(
                (requests, responses) ->
                    MaterializeService.serve(materialize, requests::take, responses),
                reading(
                    whom, MaterializeRequestCodec.decoder(whom), Weight.MATERIALIZE_REQUEST, input),
                new Writing<>(
                    new MaterializeResponseCodec(whom), Weight.MATERIALIZE_RESPONSE, output));
      }
      return 0;
    } catch (ConnectorFailure e) {
      failed.accept(new Failed(String.valueOf(e.getMessage()), true, e));
    } catch (InterruptedException e) {
      return 130;
    } catch (Exception | Error e) {
      failed.accept(new Failed(e.toString(), false, ConnectorFailure.of("")));
    }
    return 1;
  }

  /**
   * Why a connector ended.
   *
   * @param sentence for a person
   * @param said whether the connector itself put it so
   */
  public record Failed(String sentence, boolean said, ConnectorFailure failure) {
    /** As the line of JSON that whoever runs the process understands. */
    public String json() {
      var line = new JsonBuffer();
      line.raw("{\"level\":\"ERROR\",\"msg\":").string(sentence);
      line.raw(",\"fields\":{\"reason\":").string(failure.reason().orElse(""));
      line.raw(",\"pause\":").raw(String.valueOf(failure.pauses()));
      return line.raw(",\"sentence\":").raw(String.valueOf(said)).raw("}}").toString();
    }
  }

  private interface Service<Q, R> {
    void serve(Pipe<Q> requests, dev.firth.protocol.sdk.Responses<R> responses) throws Exception;
  }

  private static <Q, R> void serve(Service<Q, R> service, Pipe<Q> requests, Writing<R> responses)
      throws Exception {
    try {
      service.serve(requests, responses);
    } finally {
      responses.finish();
    }
  }

  private static <Q> Pipe<Q> reading(
      Whom whom, Decoder<Q> decoder, ToLongFunction<Q> weight, InputStream input) {
    var requests = new Pipe<Q>(UNWRITTEN);
    Thread.ofPlatform()
        .daemon()
        .name("stdin")
        .start(() -> read(new LineAssembler(whom), decoder, weight, input, requests));
    return requests;
  }

  private static <Q> void read(
      LineAssembler lines,
      Decoder<Q> decoder,
      ToLongFunction<Q> weight,
      InputStream input,
      Pipe<Q> requests) {
    Decoder.Sink<Q> sink = request -> requests.put(request, weight.applyAsLong(request));
    var buffer = new byte[256 << 10];
    try {
      int length;
      while ((length = input.read(buffer, 0, buffer.length)) >= 0) {
        byte[] whole = lines.feed(buffer, 0, length);
        if (whole.length > 0) {
          decoder.decode(whole, whole.length, sink);
        }
      }
      byte[] rest = lines.rest();
      decoder.decode(rest, rest.length, sink);
      requests.close();
    } catch (IOException e) {
      requests.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      requests.fail(e);
    } catch (Error e) {
      requests.fail(new IllegalStateException("requests cannot be read any more: " + e, e));
    }
  }

  /**
   * Encodes and writes on a thread of its own, many messages at once while they come faster than
   * they are written.
   */
  private static final class Writing<R> implements dev.firth.protocol.sdk.Responses<R> {
    private final Pipe<R> pipe = new Pipe<>(UNWRITTEN);
    private final ToLongFunction<R> weight;
    private final Thread thread;
    private volatile @Nullable Throwable failure;

    Writing(Encoder<R> encoder, ToLongFunction<R> weight, OutputStream output) {
      this.weight = weight;
      this.thread = Thread.ofPlatform().daemon().name("stdout").start(() -> write(encoder, output));
    }

    private void write(Encoder<R> encoder, OutputStream output) {
      var buffer = new JsonBuffer(2 * WRITE);
      try {
        @Nullable R response;
        while ((response = pipe.take()) != null) {
          encoder.encode(response, buffer);
          while (buffer.size() < WRITE && (response = pipe.take(Duration.ZERO)) != null) {
            encoder.encode(response, buffer);
          }
          output.write(buffer.bytes(), 0, buffer.size());
          output.flush();
          buffer.reset();
        }
      } catch (IOException e) {
        pipe.abandon();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (RuntimeException | Error e) {
        failure = e;
        pipe.abandon();
      }
    }

    @Override
    public void send(R response) throws InterruptedException {
      if (!pipe.put(response, weight.applyAsLong(response))) {
        check();
        throw new InterruptedException("nobody reads this connector's output any more");
      }
    }

    /** Throws why a response could not be written, if that is so. */
    private void check() {
      switch (failure) {
        case RuntimeException e -> throw e;
        case Error e -> throw e;
        case null, default -> {}
      }
    }

    void finish() throws InterruptedException {
      pipe.close();
      boolean interrupted = Thread.interrupted();
      thread.join();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      check();
    }
  }
}
