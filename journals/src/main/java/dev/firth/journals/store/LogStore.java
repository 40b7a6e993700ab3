package dev.firth.journals.store;

import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A bucket, as far as logs need one. Calls block and may be made from any number of threads.
 *
 * <p>What an implementation promises:
 *
 * <ul>
 *   <li><b>Creation is atomic.</b> Of any number of {@link #putIfAbsent} calls for one key, at most
 *       one ever creates the object, and readers see all of its bytes or no object. This holds
 *       while the name exists: a store forgets names that were deleted.
 *   <li><b>Reads are strongly consistent.</b> After {@code Created} was answered, every get, head
 *       and list shows the object; after {@code Deleted}, none does.
 *   <li><b>An answer is one attempt's answer.</b> A conditional create is sent once; {@link
 *       PutAnswer.Unknown} says that the store may have executed it, may do so later, or never
 *       will. Only reads, lists and deletes, which may be repeated without harm, are retried
 *       inside.
 *   <li><b>Keys</b> are printable ASCII, at most 1,000 characters, and no key is a folder of
 *       another ({@code a} and {@code a/b} never both exist).
 *   <li><b>Dates</b> are the store's own clock, to the second.
 * </ul>
 *
 * <p>An interrupted call throws {@link InterruptedException}; what it was about to change is then
 * unknown. All other failures are answers, never exceptions.
 */
public interface LogStore {

  /**
   * Creates an object unless one of that name exists.
   *
   * @param body what the object holds, in order; positions and limits are left as they are
   */
  PutAnswer putIfAbsent(String key, List<ByteBuffer> body) throws InterruptedException;

  /** {@link #putIfAbsent(String, List)} of one array. */
  default PutAnswer putIfAbsent(String key, byte[] body) throws InterruptedException {
    return putIfAbsent(key, List.of(ByteBuffer.wrap(body)));
  }

  /**
   * Writes an object, replacing one of that name. For hints, and for the owner's file when it is
   * adopted; nothing that safety rests on is written so. Never answers {@link PutAnswer.Exists}.
   */
  PutAnswer put(String key, byte[] body) throws InterruptedException;

  /** Reads a whole object. */
  GetAnswer get(String key) throws InterruptedException;

  /**
   * Reads part of an object.
   *
   * @param offset first byte, at least 0 and below the object's size, else the answer is {@link
   *     GetAnswer.Failed} with status 416
   * @param length bytes wanted, at least 1; fewer come where the object ends
   */
  GetAnswer get(String key, long offset, long length) throws InterruptedException;

  /** Asks for an object's size and age. */
  HeadAnswer head(String key) throws InterruptedException;

  /**
   * Lists objects in the order of their keys, whatever the store's own order is.
   *
   * @param prefix what keys start with; ends in {@code /} (S3 Express lists nothing else)
   * @param startAfter only keys above this one, or null for all
   * @param max at most this many, at least 1
   */
  ListAnswer list(String prefix, @Nullable String startAfter, int max) throws InterruptedException;

  /** Deletes an object; one that does not exist counts as deleted. */
  DeleteAnswer delete(String key) throws InterruptedException;
}
