package dev.firth.protocol.sdk;

import dev.firth.protocol.ConnectorFailure;
import dev.firth.protocol.message.DocumentBatch;
import dev.firth.protocol.message.MaterializeRequest;
import dev.firth.protocol.message.MaterializeResponse;
import org.jspecify.annotations.Nullable;

/**
 * Serves one session of a {@link MaterializeConnector}: requests become calls, their results
 * responses.
 */
public final class MaterializeService {
  private MaterializeService() {}

  /**
   * Returns when no request follows.
   *
   * @throws Exception what the connector threw
   */
  public static void serve(
      MaterializeConnector connector,
      Requests<MaterializeRequest> requests,
      Responses<MaterializeResponse> responses)
      throws Exception {
    @Nullable MaterializeRequest request;
    while ((request = requests.next()) != null) {
      switch (request) {
        case MaterializeRequest.Spec _ ->
            responses.send(new MaterializeResponse.Spec(connector.specification()));
        case MaterializeRequest.Validate validate -> responses.send(connector.validate(validate));
        case MaterializeRequest.Apply apply -> responses.send(connector.apply(apply));
        case MaterializeRequest.Open open -> {
          try (Transactions transactions = connector.open(open)) {
            responses.send(transactions.opened());
            transact(transactions, requests, responses);
          }
          return;
        }
        default ->
            throw ConnectorFailure.of(
                "Expected Open before " + request.getClass().getSimpleName() + ".");
      }
    }
  }

  private static void transact(
      Transactions transactions,
      Requests<MaterializeRequest> requests,
      Responses<MaterializeResponse> responses)
      throws Exception {
    var loaded = new Output(responses);
    @Nullable MaterializeRequest request;
    while ((request = requests.next()) != null) {
      switch (request) {
        case MaterializeRequest.Acknowledge _ ->
            responses.send(new MaterializeResponse.Acknowledged(transactions.acknowledge()));
        case MaterializeRequest.Load(var keys) -> transactions.load(keys, loaded);
        case MaterializeRequest.Flush _ -> {
          var state = transactions.flush(loaded);
          loaded.pass();
          responses.send(new MaterializeResponse.Flushed(state));
        }
        case MaterializeRequest.Store(var rows) -> transactions.store(rows);
        case MaterializeRequest.StartCommit(var checkpoint) ->
            responses.send(
                new MaterializeResponse.StartedCommit(transactions.startCommit(checkpoint)));
        default ->
            throw ConnectorFailure.of(
                "Expected a message of a transaction after Open, but came "
                    + request.getClass().getSimpleName()
                    + ".");
      }
    }
  }

  /** Batches loaded documents until there are enough of them or all keys are answered. */
  private static final class Output implements LoadedOutput {
    private final Responses<MaterializeResponse> responses;
    private DocumentBatch batch = new DocumentBatch();

    Output(Responses<MaterializeResponse> responses) {
      this.responses = responses;
    }

    @Override
    public void loaded(int binding, byte[] json, int offset, int length)
        throws InterruptedException {
      batch.add(binding, json, offset, length);
      if (batch.isFull()) {
        pass();
      }
    }

    void pass() throws InterruptedException {
      if (!batch.isEmpty()) {
        DocumentBatch full = batch;
        batch = new DocumentBatch();
        responses.send(new MaterializeResponse.Loaded(full));
      }
    }
  }
}
