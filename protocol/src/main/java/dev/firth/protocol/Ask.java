package dev.firth.protocol;

import org.jspecify.annotations.Nullable;

/** One question to a connector that is started for it: Spec, Discover, Validate or Apply. */
public final class Ask {
  private Ask() {}

  /**
   * Sends one request over a fresh session, awaits its answer and ends the connector.
   *
   * @throws ConnectorFailure if the connector fails or gives another answer
   */
  public static <Q, R, A extends R> A one(Session<Q, R> fresh, Q request, Class<A> answer)
      throws InterruptedException {
    try (fresh) {
      fresh.send(request);
      fresh.finish();
      @Nullable R response = fresh.receive();
      if (!answer.isInstance(response)) {
        String came = response == null ? "the end" : response.getClass().getSimpleName();
        throw ConnectorFailure.of(
            "Expected " + answer.getSimpleName() + " from the connector, but came " + came + ".");
      }
      return answer.cast(response);
    }
  }
}
