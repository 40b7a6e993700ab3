package dev.firth.catalog.fields;

/** Why a field is wanted, from weak to strong. */
public enum Select {
  /** It lies within the recommended depth. */
  DESIRED_DEPTH("it lies within the recommended depth"),
  /** It says when, or what, a document was. */
  CORE_METADATA("it is core metadata"),
  /** The destination needs the location, under whichever name. */
  CONNECTOR_REQUIRES_LOCATION("the connector needs its location"),
  /** A person gave it a name. */
  USER_DEFINED("it is an explicit projection of the collection"),
  /** It is a column already. */
  CURRENT_VALUE("it is a column already"),
  /** It divides the collection. */
  PARTITION_KEY("it is a partition of the collection"),
  /** The destination needs it. */
  CONNECTOR_REQUIRES("the connector needs it"),
  /** A person asked for it. */
  USER_REQUIRES("it is in fields.require"),
  /** It is the document's column already. */
  CURRENT_DOCUMENT("it is the column of the whole document already"),
  /** It identifies a row. */
  GROUP_BY_KEY("it identifies a row (fields.groupBy, or the collection's key)");

  private final String because;

  Select(String because) {
    this.because = because;
  }

  /** The end of a sentence that begins with "the field is selected because". */
  public String because() {
    return because;
  }

  /** Whether it gives way to any objection, without a person being asked. */
  boolean yields() {
    return switch (this) {
      case DESIRED_DEPTH, CORE_METADATA, USER_DEFINED, CURRENT_VALUE, PARTITION_KEY -> true;
      case CONNECTOR_REQUIRES_LOCATION,
          CONNECTOR_REQUIRES,
          USER_REQUIRES,
          CURRENT_DOCUMENT,
          GROUP_BY_KEY ->
          false;
    };
  }
}
