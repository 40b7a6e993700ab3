package dev.firth.catalog.load;

import java.util.ArrayList;

/**
 * What was passed over.
 *
 * @param otherKinds documents of kinds that are not Firth's
 * @param kustomizations kustomization files
 * @param dotFolders folders whose name begins with a dot
 */
public record Skipped(int otherKinds, int kustomizations, int dotFolders) {
  /** {@code "Skipped 3 resources of other kinds, 1 kustomization."}, or nothing. */
  public String sentence() {
    var parts = new ArrayList<String>();
    count(parts, otherKinds, "document of another kind", "documents of other kinds");
    count(parts, kustomizations, "kustomization", "kustomizations");
    count(parts, dotFolders, "dot folder", "dot folders");
    return parts.isEmpty() ? "" : "Skipped " + String.join(", ", parts) + ".";
  }

  private static void count(ArrayList<String> parts, int count, String one, String many) {
    if (count > 0) {
      parts.add(count + " " + (count == 1 ? one : many));
    }
  }
}
