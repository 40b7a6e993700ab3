package dev.firth.journals.read;

import dev.firth.journals.host.Channel;
import dev.firth.journals.log.CollectionName;
import dev.firth.journals.log.LogName;
import java.util.List;

/**
 * What is planned of producers, as it changes. Hints only: who writes is in the registry, and what
 * was written in the logs.
 */
public interface Plan {
  /** Nothing is known: the registry tells sooner or later. */
  Plan NONE =
      new Plan() {
        @Override
        public List<LogName> producers(CollectionName collection) {
          return List.of();
        }

        @Override
        public boolean suspended(LogName log) {
          return false;
        }

        @Override
        public void watch(Channel<Boolean> changed) {}

        @Override
        public void forget(Channel<Boolean> changed) {}
      };

  /** Root logs that are to write to a collection. */
  List<LogName> producers(CollectionName collection);

  /** Whether nobody is to write to a log for now, so that it is enough to look at it rarely. */
  boolean suspended(LogName log);

  /** Offers a token to {@code changed} at every change, until {@link #forget}. */
  void watch(Channel<Boolean> changed);

  /** Ends {@link #watch}. */
  void forget(Channel<Boolean> changed);
}
