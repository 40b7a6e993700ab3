package dev.firth.journals.store;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Who may write under a prefix: the Firth named in {@code firth.json}, put there if-absent by the
 * first that came. Two Firths with one prefix would give the same names to different things.
 *
 * @param id of a cluster (its kube-system UID) or of a local folder (random, kept there)
 * @param name for people, such as {@code cluster prod} or {@code firth up /home/ada/flows}
 * @param since when it took the prefix
 */
public record StoreOwner(String id, String name, Instant since) {
  /** The key of the owner's file, below the store's prefix. */
  public static final String KEY = "firth.json";

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int ATTEMPTS = 10;

  /**
   * Makes this the store's owner unless it has one.
   *
   * @param storeName what messages call the store, such as {@code Store s3://acme/prod/}
   * @return the owner that stands there: this one's id, and the name and time of its first claim
   * @throws StoreException if another owns it, or the store does not answer
   */
  public StoreOwner claim(LogStore store, String storeName) throws InterruptedException {
    String why = "";
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Optional<StoreOwner> found = read(store, storeName);
      if (found.isPresent()) {
        return accept(found.get(), storeName);
      }
      switch (store.putIfAbsent(KEY, bytes())) {
        case PutAnswer.Created _ -> {
          return this;
        }
        case PutAnswer.Exists _ -> why = "its owner's file appears and vanishes";
        case PutAnswer.Unknown(int _, String reason) -> why = reason;
        case PutAnswer.Refused(int _, String _, String reason) ->
            throw new StoreException(
                storeName + " is read-only for us (" + reason + "). Allow s3:PutObject.");
      }
    }
    throw new StoreException(storeName + " did not confirm its owner (" + why + "). Try again.");
  }

  private StoreOwner accept(StoreOwner found, String storeName) {
    if (!found.id.equals(id)) {
      throw new StoreException(
          storeName
              + " belongs to another Firth: "
              + found.name
              + " (id "
              + found.id
              + ", since "
              + found.since
              + "). Use another bucket or prefix; two that write to one would damage each other.");
    }
    return found;
  }

  /** Makes this the owner whoever owned it before. Only a person may decide so. */
  public void adopt(LogStore store, String storeName) throws InterruptedException {
    PutAnswer answer = store.put(KEY, bytes());
    if (!(answer instanceof PutAnswer.Created)) {
      throw new StoreException(storeName + " did not take its new owner (" + answer + ").");
    }
  }

  /** Who owns the store; empty if nobody does yet. */
  public static Optional<StoreOwner> read(LogStore store, String storeName)
      throws InterruptedException {
    return switch (store.get(KEY)) {
      case GetAnswer.Missing _ -> Optional.empty();
      case GetAnswer.Found found -> Optional.of(parse(found.bytes(), storeName));
      case GetAnswer.Failed(int _, String _, String why) ->
          throw new StoreException(storeName + ": " + KEY + " cannot be read (" + why + ").");
    };
  }

  private static StoreOwner parse(byte[] bytes, String storeName) {
    try {
      JsonNode json = JSON.readTree(bytes);
      return new StoreOwner(
          json.required("id").asString(),
          json.required("name").asString(),
          Instant.parse(json.required("since").asString()));
    } catch (JacksonException | java.time.DateTimeException e) {
      throw new StoreException(
          storeName
              + ": "
              + KEY
              + " is not a file that Firth wrote. Use another prefix, or restore the file.");
    }
  }

  private byte[] bytes() {
    return (JSON.createObjectNode()
                .put("id", id)
                .put("name", name)
                .put("since", since.toString())
                .toPrettyString()
            + "\n")
        .getBytes(StandardCharsets.UTF_8);
  }
}
