package dev.firth.journals.log;

import java.util.ArrayList;
import java.util.List;

/**
 * Frames of one record that are read together: they lie in one payload part, or all in the record,
 * and are not too many bytes. So a transaction of any size passes through little memory.
 *
 * @param part index of the payload part; -1: in the record itself
 * @param frames indexes, rising
 */
public record FrameGroup(int part, List<Integer> frames) {
  public FrameGroup {
    frames = List.copyOf(frames);
  }

  /**
   * Puts frames into groups, in their order.
   *
   * @param frames indexes, rising
   * @param raw uncompressed bytes of a group, at most; a bigger frame is a group of its own
   */
  public static List<FrameGroup> of(RecordHeader header, List<Integer> frames, long raw) {
    List<FrameGroup> groups = new ArrayList<>();
    List<Integer> open = new ArrayList<>();
    long bytes = 0;
    for (int i : frames) {
      RecordHeader.Frame frame = header.frames().get(i);
      boolean elsewhere =
          !open.isEmpty() && header.frames().get(open.getFirst()).part() != frame.part();
      if (!open.isEmpty() && (elsewhere || bytes + frame.raw() > raw)) {
        groups.add(group(header, open));
        open.clear();
        bytes = 0;
      }
      open.add(i);
      bytes += frame.raw();
    }
    if (!open.isEmpty()) {
      groups.add(group(header, open));
    }
    return groups;
  }

  private static FrameGroup group(RecordHeader header, List<Integer> frames) {
    return new FrameGroup(header.frames().get(frames.getFirst()).part(), frames);
  }
}
