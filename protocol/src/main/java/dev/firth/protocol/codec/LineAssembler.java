package dev.firth.protocol.codec;

import dev.firth.protocol.Limits;
import dev.firth.protocol.session.Whom;
import java.util.Arrays;

/** Makes whole lines of bytes as they come. */
public final class LineAssembler {
  private final Whom whom;
  private byte[] pending = new byte[0];
  private int used;

  public LineAssembler(Whom whom) {
    this.whom = whom;
  }

  /**
   * Takes bytes, copying them.
   *
   * @return the whole lines that there are now; empty if none is complete
   * @throws dev.firth.protocol.ConnectorFailure if a line grows beyond a message's limit
   */
  public byte[] feed(byte[] bytes, int offset, int length) {
    int end = offset + length;
    int last = end - 1;
    while (last >= offset && bytes[last] != '\n') {
      last--;
    }
    if (last < offset) {
      keep(bytes, offset, length);
      return new byte[0];
    }
    int whole = last + 1 - offset;
    byte[] lines = Arrays.copyOf(pending, used + whole);
    System.arraycopy(bytes, offset, lines, used, whole);
    used = 0;
    keep(bytes, last + 1, end - last - 1);
    return lines;
  }

  /** What came after the last newline. */
  public byte[] rest() {
    return Arrays.copyOf(pending, used);
  }

  private void keep(byte[] bytes, int offset, int length) {
    if (used + length > Limits.MESSAGE) {
      throw whom.broke("messages of at most 64 MiB", "a larger one");
    }
    if (pending.length < used + length) {
      pending = Arrays.copyOf(pending, Math.max(used + length, 2 * pending.length));
    }
    System.arraycopy(bytes, offset, pending, used, length);
    used += length;
  }
}
