package dev.firth.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;

class FolderListingTest {
  private static final List<String> NAMES = List.of("a", "a-b", "a.b", "a0", "b", "ab", "a=b", "-");

  @TempDir Path bucket;

  /** All keys of some pages, beside what sorting all keys would show. */
  @Test
  void showsWhatSortingAllKeysWouldShow() throws IOException {
    Random random = new Random(5);
    TreeSet<String> keys = new TreeSet<>();
    for (int i = 0; i < 120; i++) {
      String key = key(random);
      if (keys.stream().noneMatch(k -> k.startsWith(key + "/") || key.startsWith(k + "/"))) {
        keys.add(key);
        Path file = bucket.resolve(key);
        Files.createDirectories(file.getParent());
        Files.write(file, new byte[i]);
      }
    }
    assertThat(keys).hasSizeGreaterThan(20);
    for (int i = 0; i < 500; i++) {
      String prefix = random.nextInt(3) == 0 ? "" : start(random, key(random));
      String after = random.nextInt(3) == 0 ? "" : key(random) + (random.nextBoolean() ? "/" : "");
      boolean delimited = random.nextBoolean();
      int max = 1 + random.nextInt(20);
      List<String> expected =
          keys.stream()
              .filter(k -> k.startsWith(prefix))
              .map(k -> delimited ? shown(k, prefix) : k)
              .distinct()
              .filter(k -> k.compareTo(after) > 0)
              .toList();
      ListObjectsV2Response page = new FolderListing(bucket, prefix, delimited, after, max).page();
      List<String> got =
          Stream.concat(
                  page.contents().stream().map(o -> o.key()),
                  page.commonPrefixes().stream().map(p -> p.prefix()))
              .sorted()
              .toList();
      assertThat(got)
          .as("prefix %s after %s delimited %s max %d", prefix, after, delimited, max)
          .isEqualTo(expected.subList(0, Math.min(max, expected.size())));
      assertThat(page.nextContinuationToken() != null).isEqualTo(expected.size() > max);
    }
  }

  private static String shown(String key, String prefix) {
    int slash = key.indexOf('/', prefix.length());
    return slash < 0 ? key : key.substring(0, slash + 1);
  }

  private static String key(Random random) {
    List<String> parts = new ArrayList<>();
    for (int depth = random.nextInt(3); depth >= 0; depth--) {
      parts.add(NAMES.get(random.nextInt(NAMES.size())));
    }
    return String.join("/", parts);
  }

  private static String start(Random random, String key) {
    return key.substring(0, random.nextInt(key.length() + 1));
  }
}
