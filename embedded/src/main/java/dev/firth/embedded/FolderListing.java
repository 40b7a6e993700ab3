package dev.firth.embedded;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.gaul.s3proxy.blobstore.SdkResponses;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.model.StorageClass;

/**
 * One page of a bucket's objects in key order. It walks folders in the order of their keys and
 * looks only at files of the page, where S3Proxy reads every file below the prefix for every page.
 */
final class FolderListing {
  private static final int LARGEST_PAGE = 1_000;

  private final Path bucket;
  private final String prefix;
  private final boolean delimited;
  private final String after;
  private final int max;
  private final List<S3Object> objects = new ArrayList<>();
  private final List<CommonPrefix> prefixes = new ArrayList<>();
  private String last = "";
  private boolean more;

  /**
   * @param delimited whether keys with a slash after the prefix are shown as one common prefix
   * @param after only keys, and common prefixes, above this
   */
  FolderListing(
      Path bucket, String prefix, boolean delimited, String after, @Nullable Integer max) {
    this.bucket = bucket;
    this.prefix = prefix;
    this.delimited = delimited;
    this.after = after;
    this.max = max == null ? LARGEST_PAGE : Math.min(max, LARGEST_PAGE);
  }

  ListObjectsV2Response page() throws IOException {
    String folderKey = prefix.substring(0, prefix.lastIndexOf('/') + 1);
    Path folder = bucket.resolve(folderKey).normalize();
    if (max > 0 && folder.startsWith(bucket)) {
      walk(folder, folderKey);
    }
    return SdkResponses.objectsPage(objects, prefixes, more ? last : null);
  }

  private void walk(Path folder, String folderKey) throws IOException {
    for (String name : names(folder, folderKey)) {
      String key = folderKey + name;
      // Above "key" and all of "key/...": the next character after '/' is '0'.
      boolean wholly = (key + '0').compareTo(after) <= 0;
      boolean possible = key.startsWith(prefix) || prefix.startsWith(key + '/');
      if (possible && !wholly) {
        visit(folder.resolve(name), key);
      }
      if (more) {
        return;
      }
    }
  }

  private void visit(Path path, String key) throws IOException {
    BasicFileAttributes attributes;
    try {
      attributes = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      return;
    }
    if (!attributes.isDirectory()) {
      if (key.startsWith(prefix) && key.compareTo(after) > 0 && room(key)) {
        objects.add(
            SdkResponses.objectEntry(
                key,
                ObjectAttributes.etag(path),
                attributes.lastModifiedTime().toInstant(),
                attributes.size(),
                StorageClass.STANDARD));
      }
    } else if (delimited && (key + '/').startsWith(prefix) && !prefix.equals(key + '/')) {
      if ((key + '/').compareTo(after) > 0 && room(key + '/')) {
        prefixes.add(SdkResponses.commonPrefix(key + '/'));
      }
    } else {
      walk(path, key + '/');
    }
  }

  private boolean room(String shown) {
    if (objects.size() + prefixes.size() == max) {
      more = true;
      return false;
    }
    last = shown;
    return true;
  }

  /** The names in a folder, in the order of the keys that they stand for. */
  private List<String> names(Path folder, String folderKey) throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        String name = String.valueOf(entry.getFileName());
        boolean ofS3Proxy = name.startsWith(".mpus-") || name.startsWith(".s3proxy-");
        if (!folderKey.isEmpty() || !ofS3Proxy) {
          names.add(name);
        }
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    }
    names.sort(Comparator.naturalOrder());
    return behindTheirNeighbours(folder, names);
  }

  /** A folder {@code a} stands for keys {@code a/...}, which come after a neighbour {@code a-b}. */
  private static List<String> behindTheirNeighbours(Path folder, List<String> sorted) {
    TreeMap<String, String> byKey = new TreeMap<>();
    boolean moved = false;
    for (int i = 0; i < sorted.size(); i++) {
      String name = sorted.get(i);
      boolean neighbour =
          i + 1 < sorted.size()
              && sorted.get(i + 1).startsWith(name)
              && sorted.get(i + 1).charAt(name.length()) < '/';
      boolean isFolder = neighbour && Files.isDirectory(folder.resolve(name));
      byKey.put(isFolder ? name + '/' : name, name);
      moved |= isFolder;
    }
    return moved ? List.copyOf(byKey.values()) : sorted;
  }
}
