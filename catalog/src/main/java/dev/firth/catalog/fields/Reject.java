package dev.firth.catalog.fields;

/** Why a field is not wanted, from weak to strong. */
public enum Reject {
  /** Nobody asked for it. */
  NOT_SELECTED("nothing selects it"),
  /** It is part of a column. */
  COVERED_LOCATION("it is part of the column %s"),
  /** It is part of what a person excluded. */
  EXCLUDED_PARENT("it is part of %s, which is in fields.exclude"),
  /** Its location is a column under another name. */
  DUPLICATE_LOCATION("its location is the column %s already"),
  /** Its column can't hold it as it is now. */
  CONNECTOR_INCOMPATIBLE("its column can't hold it any more: %s"),
  /** The destination would name two columns alike. */
  DUPLICATE_FOLD("its column would have the name of the column for %s"),
  /** The destination did not answer for it. */
  CONNECTOR_OMITS("the connector does not support it"),
  /** The collection does not have it. */
  COLLECTION_OMITS("the collection has no field of this name"),
  /** The destination can't store it. */
  CONNECTOR_FORBIDS("the connector can't store it: %s"),
  /** A person excluded it. */
  USER_EXCLUDES("it is in fields.exclude");

  private final String because;

  Reject(String because) {
    this.because = because;
  }

  /**
   * The end of a sentence that begins with "the field is left out because".
   *
   * @param detail another field, or the connector's words
   */
  public String because(String detail) {
    return because.replace("%s", detail);
  }
}
