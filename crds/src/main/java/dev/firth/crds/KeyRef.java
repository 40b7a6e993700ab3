package dev.firth.crds;

/**
 * One entry of a Secret or ConfigMap.
 *
 * @param name of the Secret or ConfigMap
 * @param key of its entry
 * @param optional whether it may be missing
 */
public record KeyRef(
    @Required @Limits(min = 1, max = 253) String name,
    @Required @Limits(min = 1, max = 253) String key,
    Boolean optional) {
  public KeyRef {
    optional = Absent.or(optional, false);
  }
}
