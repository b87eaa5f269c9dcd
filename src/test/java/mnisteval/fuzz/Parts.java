package mnisteval.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Bytes of a fuzzer that stand for several files: they lie one after another between markers. */
final class Parts {
  private static final byte[] MARKER = "\n====\n".getBytes(StandardCharsets.US_ASCII);

  private final List<byte[]> parts = new ArrayList<>();

  Parts(byte[] bytes) {
    int start = 0;
    for (int i = 0; i + MARKER.length <= bytes.length; i++) {
      if (Arrays.equals(bytes, i, i + MARKER.length, MARKER, 0, MARKER.length)) {
        parts.add(Arrays.copyOfRange(bytes, start, i));
        start = i + MARKER.length;
        i = start - 1;
      }
    }
    parts.add(Arrays.copyOfRange(bytes, start, bytes.length));
  }

  /** The part of that number, counted from 0; those that are missing are empty. */
  byte[] part(int number) {
    return number < parts.size() ? parts.get(number) : new byte[0];
  }
}
