package dev.firth.protocol;

import dev.firth.protocol.fixture.QuietMaterialization;
import dev.firth.protocol.fixture.QuietTransactions;
import dev.firth.protocol.message.LoadBatch;
import dev.firth.protocol.message.MaterializeRequest;
import dev.firth.protocol.message.MaterializeResponse;
import dev.firth.protocol.message.StoreBatch;
import dev.firth.protocol.sdk.LoadedOutput;
import dev.firth.protocol.sdk.Transactions;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A destination in memory. */
public final class TestMaterialization implements QuietMaterialization {
  private final Map<String, byte[]> stored = new HashMap<>();

  @Override
  public Transactions open(MaterializeRequest.Open open) {
    boolean fail = open.materialization().config().path("failOnStore").asBoolean(false);
    return new QuietTransactions() {
      @Override
      public MaterializeResponse.Opened opened() {
        return new MaterializeResponse.Opened(Optional.empty(), false, true);
      }

      @Override
      public void load(LoadBatch keys, LoadedOutput output) throws InterruptedException {
        for (int row = 0; row < keys.count(); row++) {
          byte[] document =
              stored.get(text(keys.bytes(), keys.keyOffset(row), keys.keyLength(row)));
          if (document != null) {
            output.loaded(keys.binding(row), document, 0, document.length);
          }
        }
      }

      @Override
      public void store(StoreBatch rows) {
        if (fail) {
          throw ConnectorFailure.of("the disk is full.");
        }
        for (int row = 0; row < rows.count(); row++) {
          stored.put(
              text(rows.bytes(), rows.keyOffset(row), rows.keyLength(row)),
              Samples.utf8(text(rows.bytes(), rows.documentOffset(row), rows.documentLength(row))));
        }
      }
    };
  }

  private static String text(byte[] bytes, int offset, int length) {
    return new String(bytes, offset, length, StandardCharsets.UTF_8);
  }
}
