package dev.firth.journals.log;

/** Where owners of logs announce their rings of committed records, for readers that follow live. */
public interface RingDirectory {
  /** Nobody follows live. */
  RingDirectory NONE =
      new RingDirectory() {
        @Override
        public void opened(LogName log, Ring ring) {}

        @Override
        public void closed(LogName log, Ring ring) {}
      };

  /**
   * A new owner's fence stands; records follow in its ring. It replaces the log's ring before it.
   */
  void opened(LogName log, Ring ring);

  /** The owner has ended; its ring gets no more records. */
  void closed(LogName log, Ring ring);
}
