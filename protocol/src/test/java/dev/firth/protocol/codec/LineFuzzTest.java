package dev.firth.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firth.documents.fuzz.Fuzz;
import dev.firth.protocol.ConnectorFailure;
import dev.firth.protocol.message.CaptureResponse;
import dev.firth.protocol.session.Whom;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What a connector writes, of any bytes: understood, or the connector's failure. */
class LineFuzzTest {
  /** Bytes allocated for each byte of a line: its members as a tree. */
  private static final int FACTOR = 200;

  private static final Whom WHOM = new Whom("Task t", "c");
  private static final String CAPTURE =
      """
      {"spec":{"protocol":3032023,"configSchema":{},"resourceConfigSchema":{},"documentationUrl":"x","resourcePathPointers":["/a"]}}
      {"discovered":{"bindings":[{"recommendedName":"a","resourceConfig":{},"documentSchema":{},"key":["/a"],"resourcePath":["a"]}]}}
      {"validated":{"bindings":[{"resourcePath":["a"]}]}}
      {"applied":{"actionDescription":"x"}}
      {"opened":{"explicitAcknowledgements":true}}
      {"captured":{"binding":1,"doc":{"a":[1,"x"]}}}
      {"captured":{"doc":{"a":1}}}
      {"sourcedSchema":{"binding":0,"schema_json":{"type":"object"}}}
      {"checkpoint":{"state":{"updated":{"a":1},"mergePatch":true}}}
      """;
  private static final String MATERIALIZE =
      """
      {"validated":{"bindings":[{"constraints":{"a":{"type":4,"reason":"x"}},"resourcePath":["a"],"deltaUpdates":false}]}}
      {"opened":{"runtimeCheckpoint":{"a":1}}}
      {"loaded":{"binding":0,"doc":{"a":1}}}
      {"flushed":{"state":{"updated":{}}}}
      {"startedCommit":{}}
      {"acknowledged":{}}
      """;

  @Test
  void captures() {
    byte[] sample = CAPTURE.getBytes(StandardCharsets.UTF_8);
    Fuzz.forAWhile(
        random -> read(CaptureResponseCodec.decoder(WHOM), Fuzz.damaged(random, sample)));
  }

  @Test
  void materializations() {
    byte[] sample = MATERIALIZE.getBytes(StandardCharsets.UTF_8);
    Fuzz.forAWhile(
        random -> read(MaterializeResponseCodec.decoder(WHOM), Fuzz.damaged(random, sample)));
  }

  private static <T> void read(Decoder<T> decoder, byte[] bytes) {
    Fuzz.bounded(bytes.length, FACTOR, () -> decode(decoder, bytes));
  }

  private static <T> void decode(Decoder<T> decoder, byte[] bytes) {
    try {
      decoder.decode(
          bytes,
          bytes.length,
          message -> {
            if (message instanceof CaptureResponse.Captured(var rows)) {
              for (int row = 0; row < rows.count(); row++) {
                assertThat(rows.offset(row) + rows.length(row)).isBetween(0, rows.bytes().length);
              }
            }
          });
    } catch (ConnectorFailure refused) {
      assertThat(refused.getMessage()).isNotBlank();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
