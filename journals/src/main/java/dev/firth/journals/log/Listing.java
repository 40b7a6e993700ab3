package dev.firth.journals.log;

import dev.firth.journals.store.ListAnswer;
import dev.firth.journals.store.LogStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All pages of a listing. {@code date} is the store's at the first page. */
record Listing(List<ListAnswer.Entry> entries, Instant date) {
  private static final int PAGE = 1000;

  static Listing of(LogStore store, String prefix, @Nullable String startAfter)
      throws InterruptedException, StoreTrouble {
    List<ListAnswer.Entry> all = new ArrayList<>();
    Instant date = null;
    String after = startAfter;
    while (true) {
      switch (store.list(prefix, after, PAGE)) {
        case ListAnswer.Failed failed -> throw new StoreTrouble("list " + prefix, failed.why());
        case ListAnswer.Listed listed -> {
          date = date == null ? listed.storeDate() : date;
          all.addAll(listed.entries());
          if (!listed.more() || listed.entries().isEmpty()) {
            return new Listing(all, date);
          }
          after = listed.entries().getLast().key();
        }
      }
    }
  }
}
