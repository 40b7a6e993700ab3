package dev.firth.catalog.load;

import dev.firth.crds.Resource;

/**
 * A resource and where it was written.
 *
 * @param resource well formed by itself
 * @param origin its file and lines
 */
public record Located<R extends Resource>(R resource, Origin origin) {
  /** Its name. */
  public String name() {
    return resource.metadata().name();
  }
}
