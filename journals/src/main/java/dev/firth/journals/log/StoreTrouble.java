package dev.firth.journals.log;

/** The store gave no useful answer; the work can be tried again. */
final class StoreTrouble extends Exception {
  private static final long serialVersionUID = 1;

  StoreTrouble(String what, String why) {
    super(what + ": " + why, null, false, false);
  }
}
