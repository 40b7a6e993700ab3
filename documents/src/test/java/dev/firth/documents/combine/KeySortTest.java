package dev.firth.documents.combine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records sort by binding and then as their keys' bytes do, unsigned. */
class KeySortTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 23, 25, 1_000, 30_000})
  void sorts(int size) {
    var random = new Random(size);
    var records = new Records(new Arena(1 << 24));
    var expected = new TreeMap<byte[], Integer>(Arrays::compareUnsigned);
    while (expected.size() < size) {
      byte[] key = key(random);
      int binding = key[0];
      if (!expected.containsKey(key)) {
        expected.put(key, records.newKey(binding, key, 1, key.length - 1, 1));
      }
    }
    int[] order = expected.values().stream().mapToInt(i -> i).toArray();
    int[] shuffled = order.clone();
    for (int i = size - 1; i > 0; i--) {
      int k = random.nextInt(i + 1);
      int record = shuffled[i];
      shuffled[i] = shuffled[k];
      shuffled[k] = record;
    }
    KeySort.sort(records, shuffled);
    assertThat(shuffled).isEqualTo(order);
  }

  /** Keys are as long as documents, and what they begin with may be the same. */
  @Test
  void sortsKeysThatAgreeInAMegabyte() {
    int size = 60;
    var records = new Records(new Arena(1 << 27));
    int[] order = new int[size];
    for (int i = 0; i < size; i++) {
      byte[] key = new byte[1 << 20];
      Arrays.fill(key, (byte) 'x');
      key[key.length - 1] = (byte) (size - i);
      order[size - 1 - i] = records.newKey(0, key, 0, key.length, 1);
    }
    int[] sorted = order.clone();
    for (int i = 0; i < size; i += 2) {
      sorted[i] = order[i + 1];
      sorted[i + 1] = order[i];
    }
    KeySort.sort(records, sorted);
    assertThat(sorted).isEqualTo(order);
  }

  /** A binding and a packed key: a string that shares a long prefix with others, and its end. */
  private static byte[] key(Random random) {
    byte[] key = new byte[3 + random.nextInt(28)];
    Arrays.fill(key, (byte) 'x');
    key[0] = (byte) random.nextInt(3);
    for (int i = random.nextInt(4); i > 0; i--) {
      key[1 + random.nextInt(key.length - 1)] = (byte) (1 + random.nextInt(255));
    }
    key[key.length - 1] = 0;
    return key;
  }
}
