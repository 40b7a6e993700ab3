package dev.firth.shard.stamp;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.firth.documents.json.JsonBuffer;
import dev.firth.documents.json.Pointer;
import dev.firth.documents.json.Tape;

/**
 * Puts the runtime's members into a document's {@code _meta} and takes them out again, by splicing
 * bytes: nothing else of the document is written anew. What a connector itself wrote as {@code
 * uuid} or {@code clock} there is replaced; a document without an object {@code _meta} gets one.
 *
 * <p>The members come first in {@code _meta}, {@code {"_meta":{"uuid":"...","clock":"...",...}}}.
 * One stamp serves one thread.
 */
public final class DocumentStamp {
  private static final byte[] META = "_meta".getBytes(US_ASCII);
  private static final byte[] UUID = "uuid".getBytes(US_ASCII);
  private static final byte[] CLOCK = "clock".getBytes(US_ASCII);
  private static final byte[] OPEN_META = "\"_meta\":".getBytes(US_ASCII);

  private static final Pointer META_AT = Pointer.of("/_meta");
  private static final Pointer UUID_AT = Pointer.of("/uuid");
  private static final Pointer CLOCK_AT = Pointer.of("/clock");

  private final MemberScan root = new MemberScan();
  private final MemberScan meta = new MemberScan();
  private final StampText text = new StampText();
  private int kept;

  /**
   * Writes a document with its stamp.
   *
   * @param document holds one valid JSON object at {@code offset}, {@code length} bytes long
   * @param uuids makes the {@code uuid} of each document
   * @param clock text of the transaction's clock, in ASCII
   * @param out is appended to
   */
  public void stamp(
      byte[] document, int offset, int length, UuidSequence uuids, byte[] clock, JsonBuffer out) {
    byte[] members = text.members(uuids, clock);
    int brace = opening(document, offset);
    if (!findMeta(document, brace)) {
      boolean empty = isEmpty(document, brace);
      out.raw(document, offset, brace + 1 - offset);
      out.raw(OPEN_META, 0, OPEN_META.length);
      object(members, out);
      if (!empty) {
        out.put(',');
      }
      out.raw(document, brace + 1, offset + length - brace - 1);
      return;
    }
    out.raw(document, offset, root.valueStart - offset);
    if (document[root.valueStart] == '{') {
      out.put('{');
      out.raw(members, 0, members.length);
      kept = 1;
      keepOthers(document, root.valueStart, out);
      out.put('}');
    } else {
      object(members, out);
    }
    out.raw(document, root.valueEnd, offset + length - root.valueEnd);
  }

  /**
   * Whether {@link #stampAt} may stamp the document on the tape, and where: it has an object {@code
   * _meta} without the runtime's members.
   *
   * @return the offset behind the brace of {@code _meta}, from the document's start, negated where
   *     the object is empty; 0 if there is none
   */
  public static int place(Tape tape) {
    int meta = META_AT.locate(tape, 0);
    if (meta < 0
        || tape.type(meta) != Tape.OBJECT
        || UUID_AT.locate(tape, meta) >= 0
        || CLOCK_AT.locate(tape, meta) >= 0) {
      return 0;
    }
    int place = tape.start(meta) + 1 - tape.start(0);
    return tape.next(meta) == meta + 2 ? -place : place;
  }

  /**
   * Writes a document with its stamp, as {@link #stamp}.
   *
   * @param place what {@link #place} said of it, not 0
   */
  public void stampAt(
      byte[] document,
      int offset,
      int length,
      int place,
      UuidSequence uuids,
      byte[] clock,
      JsonBuffer out) {
    byte[] members = text.members(uuids, clock);
    int at = Math.abs(place);
    out.raw(document, offset, at);
    out.raw(members, 0, members.length);
    if (place > 0) {
      out.put(',');
    }
    out.raw(document, offset + at, length - at);
  }

  /**
   * Writes a document as its connector gave it: without the runtime's members, and without {@code
   * _meta} if nothing else is in it.
   */
  public void strip(byte[] document, int offset, int length, JsonBuffer out) {
    int brace = opening(document, offset);
    if (!findMeta(document, brace) || document[root.valueStart] != '{') {
      out.raw(document, offset, length);
      return;
    }
    int begin = out.size();
    out.raw(document, offset, root.valueStart - offset);
    out.put('{');
    kept = 0;
    keepOthers(document, root.valueStart, out);
    out.put('}');
    if (kept == 0) {
      out.truncate(begin);
      withoutMeta(document, offset, length, brace, out);
    } else {
      out.raw(document, root.valueEnd, offset + length - root.valueEnd);
    }
  }

  private void withoutMeta(byte[] document, int offset, int length, int brace, JsonBuffer out) {
    root.object(document, brace);
    out.raw(document, offset, brace + 1 - offset);
    int members = 0;
    while (root.next()) {
      if (!root.named(META)) {
        if (members++ > 0) {
          out.put(',');
        }
        out.raw(document, root.nameStart, root.valueEnd - root.nameStart);
      }
    }
    int close = root.end() - 1;
    out.raw(document, close, offset + length - close);
  }

  private void keepOthers(byte[] document, int brace, JsonBuffer out) {
    meta.object(document, brace);
    while (meta.next()) {
      if (!meta.named(UUID) && !meta.named(CLOCK)) {
        if (kept++ > 0) {
          out.put(',');
        }
        out.raw(document, meta.nameStart, meta.valueEnd - meta.nameStart);
      }
    }
  }

  private boolean findMeta(byte[] document, int brace) {
    root.object(document, brace);
    while (root.next()) {
      if (root.named(META)) {
        return true;
      }
    }
    return false;
  }

  private boolean isEmpty(byte[] document, int brace) {
    root.object(document, brace);
    return !root.next();
  }

  private static int opening(byte[] document, int offset) {
    int i = offset;
    while (document[i] != '{') {
      i++;
    }
    return i;
  }

  private static void object(byte[] members, JsonBuffer out) {
    out.put('{');
    out.raw(members, 0, members.length);
    out.put('}');
  }
}
