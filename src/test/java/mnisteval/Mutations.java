package mnisteval;

import java.util.Arrays;
import java.util.Random;

/** Changes, adds or removes a few bytes of a file. */
public final class Mutations {
  private static final int MOST_CHANGES = 4;
  private static final int MOST_BYTES = 8;

  /** Bytes for lengths, counts and offsets: the edges of signed and unsigned numbers. */
  private static final byte[] EDGES = {0, 1, -1, 127, -128};

  private Mutations() {}

  /** The file after one to four changes. */
  public static byte[] of(byte[] whole, Random random) {
    byte[] bytes = whole.clone();
    int changes = 1 + random.nextInt(MOST_CHANGES);
    for (int i = 0; i < changes && bytes.length > 0; i++) {
      int at = random.nextInt(bytes.length);
      int count = Math.min(1 + random.nextInt(MOST_BYTES), bytes.length - at);
      switch (random.nextInt(16)) {
        case 0, 1 -> bytes[at] = (byte) random.nextInt(256);
        case 2, 3, 4 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 5, 6 -> bytes[at] = whole[random.nextInt(whole.length)];
        case 7, 8, 9 -> copy(whole, random.nextInt(whole.length), bytes, at, count);
        case 10, 11 -> Arrays.fill(bytes, at, at + count, EDGES[random.nextInt(EDGES.length)]);
        case 12, 13 -> bytes = replaced(bytes, at, count, new byte[0]);
        case 14 -> {
          byte[] added = new byte[count];
          copy(whole, random.nextInt(whole.length), added, 0, count);
          bytes = replaced(bytes, at, 0, added);
        }
        default -> bytes = random.nextInt(4) == 0 ? Arrays.copyOf(bytes, at) : bytes;
      }
    }
    return bytes;
  }

  private static void copy(byte[] from, int start, byte[] to, int at, int count) {
    System.arraycopy(from, start, to, at, Math.min(count, from.length - start));
  }

  private static byte[] replaced(byte[] bytes, int at, int count, byte[] by) {
    byte[] mutated = Arrays.copyOf(bytes, bytes.length - count + by.length);
    System.arraycopy(by, 0, mutated, at, by.length);
    System.arraycopy(bytes, at + count, mutated, at + by.length, bytes.length - at - count);
    return mutated;
  }
}
