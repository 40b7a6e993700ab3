package dev.firth.protocol.bench;

import dev.firth.protocol.Samples;
import dev.firth.protocol.message.ConnectorSpecification;
import dev.firth.protocol.message.ConnectorState;
import dev.firth.protocol.message.LoadBatch;
import dev.firth.protocol.message.MaterializeRequest;
import dev.firth.protocol.message.MaterializeResponse;
import dev.firth.protocol.message.RawJson;
import dev.firth.protocol.message.StoreBatch;
import dev.firth.protocol.sdk.LoadedOutput;
import dev.firth.protocol.sdk.MaterializeConnector;
import dev.firth.protocol.sdk.Transactions;
import java.util.List;
import java.util.Optional;

/** Counts the rows that it is to store, and tells the count in its state. */
final class NullMaterialization implements MaterializeConnector {
  @Override
  public ConnectorSpecification specification() {
    return new ConnectorSpecification(Samples.json("{}"), Samples.json("{}"), "", List.of());
  }

  @Override
  public MaterializeResponse.Validated validate(MaterializeRequest.Validate request) {
    return new MaterializeResponse.Validated(List.of());
  }

  @Override
  public MaterializeResponse.Applied apply(MaterializeRequest.Apply request) {
    return new MaterializeResponse.Applied("", Optional.empty());
  }

  @Override
  public Transactions open(MaterializeRequest.Open open) {
    return new Counting();
  }

  private static final class Counting implements Transactions {
    private long rows;

    @Override
    public MaterializeResponse.Opened opened() {
      return new MaterializeResponse.Opened(Optional.empty(), false, true);
    }

    @Override
    public void load(LoadBatch keys, LoadedOutput output) {}

    @Override
    public void store(StoreBatch batch) {
      rows += batch.count();
    }

    @Override
    public Optional<ConnectorState> startCommit(RawJson checkpoint) {
      return Optional.of(ConnectorState.full(RawJson.of("{\"rows\":" + rows + "}")));
    }

    @Override
    public void close() {}
  }
}
