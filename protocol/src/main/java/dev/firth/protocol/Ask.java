package dev.firth.protocol;

import org.jspecify.annotations.Nullable;

/** One question to a connector: Spec, Discover, Validate or Apply. */
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
      return answer(fresh, answer);
    }
  }

  /**
   * Sends one request over a session that goes on afterwards, and awaits its answer.
   *
   * @throws ConnectorFailure if the connector fails or gives another answer
   */
  public static <Q, R, A extends R> A first(Session<Q, R> session, Q request, Class<A> answer)
      throws InterruptedException {
    session.send(request);
    return answer(session, answer);
  }

  private static <Q, R, A extends R> A answer(Session<Q, R> session, Class<A> answer)
      throws InterruptedException {
    @Nullable R response = session.receive();
    if (!answer.isInstance(response)) {
      String came = response == null ? "the end" : response.getClass().getSimpleName();
      throw ConnectorFailure.of(
          "Expected " + answer.getSimpleName() + " from the connector, but came " + came + ".");
    }
    return answer.cast(response);
  }
}
