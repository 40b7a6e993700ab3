package dev.firth.journals.log;

import dev.firth.journals.fragment.CutPolicy;
import dev.firth.journals.fragment.FragmentName;
import dev.firth.journals.fragment.FragmentSettings;
import dev.firth.journals.log.RecordHeader.FragmentCut;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Which fragments to cut now, fully decided: documents, name, codec, store. Without I/O. */
final class CutPlan {
  /** Cuts in one record: its header stays small. */
  static final int AT_ONCE = 256;

  private CutPlan() {}

  private record Candidate(
      int journal, JournalName name, LaneState.Uncut range, FragmentSettings settings) {}

  /**
   * @param all cuts everything, not only what is due
   * @param lake the store that the fragments go to
   */
  static List<FragmentCut> of(
      LogState state,
      boolean all,
      Instant now,
      Duration retention,
      Function<JournalName, FragmentSettings> settings,
      String lake) {
    List<Candidate> candidates = new ArrayList<>();
    List<CutPolicy.Uncut> uncut = new ArrayList<>();
    state.lanes.forEach(
        (journal, lane) -> {
          for (LaneState.Uncut range : lane.uncut()) {
            JournalName name = state.journals.get(journal);
            if (name != null) {
              boolean closed =
                  range != lane.uncut().peekLast()
                      || range.hour() < now.toEpochMilli() / LaneState.HOUR;
              FragmentSettings how = settings.apply(name);
              candidates.add(new Candidate(journal, name, range, how));
              uncut.add(
                  new CutPolicy.Uncut(
                      journal, range.bytes(), Duration.between(range.since(), now), closed, how));
            }
          }
        });
    List<FragmentCut> cuts = new ArrayList<>();
    List<Integer> due = all ? indexes(candidates.size()) : CutPolicy.due(uncut, retention);
    for (int i : due.subList(0, Math.min(due.size(), AT_ONCE))) {
      cuts.add(cut(state.log, candidates.get(i), lake));
    }
    return cuts;
  }

  private static List<Integer> indexes(int size) {
    return java.util.stream.IntStream.range(0, size).boxed().toList();
  }

  private static FragmentCut cut(LogName log, Candidate c, String lake) {
    LaneState.Uncut range = c.range();
    FragmentName name =
        new FragmentName(
            range.begin(),
            range.end(),
            range.firstClock().toString(),
            range.lastClock().toString(),
            c.settings().codec());
    return new FragmentCut(
        c.journal(),
        range.begin(),
        range.end(),
        range.firstSequence(),
        range.lastSequence(),
        LogPaths.lane(c.name(), log) + name.path(),
        c.settings().codec().name(),
        lake);
  }
}
