package dev.firth.journals.log;

import java.util.Map;

/** What an owner knows of the journals that it writes. Any thread. */
public interface Lanes {
  /** Where each journal ends, in bytes of its lane. */
  Map<JournalName, Long> ends();

  /** The number that records call a journal by; -1 if there is none. */
  int number(JournalName journal);
}
