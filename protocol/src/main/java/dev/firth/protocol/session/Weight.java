package dev.firth.protocol.session;

import dev.firth.protocol.message.CaptureRequest;
import dev.firth.protocol.message.CaptureResponse;
import dev.firth.protocol.message.MaterializeRequest;
import dev.firth.protocol.message.MaterializeResponse;
import java.util.function.ToLongFunction;

/**
 * How many bytes a message counts for in a {@link Pipe}: its documents or its checkpoint's state,
 * and a little for being there.
 */
public final class Weight {
  private static final long CONTROL = 256;

  public static final ToLongFunction<CaptureRequest> CAPTURE_REQUEST = _ -> CONTROL;

  public static final ToLongFunction<CaptureResponse> CAPTURE_RESPONSE =
      response ->
          switch (response) {
            case CaptureResponse.Captured(var documents) -> CONTROL + documents.size();
            case CaptureResponse.Checkpoint(var state, _) ->
                CONTROL + state.updated().bytes().length;
            default -> CONTROL;
          };

  public static final ToLongFunction<MaterializeRequest> MATERIALIZE_REQUEST =
      request ->
          switch (request) {
            case MaterializeRequest.Load(var keys) -> CONTROL + keys.size();
            case MaterializeRequest.Store(var rows) -> CONTROL + rows.size();
            default -> CONTROL;
          };

  public static final ToLongFunction<MaterializeResponse> MATERIALIZE_RESPONSE =
      response ->
          response instanceof MaterializeResponse.Loaded(var documents)
              ? CONTROL + documents.size()
              : CONTROL;

  private Weight() {}
}
