package mnisteval.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Splits the bytes of a fuzzer into several files, which have markers between them. */
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

  /** Returns the part of this number, counted from 0; a missing part is empty. */
  byte[] part(int number) {
    return number < parts.size() ? parts.get(number) : new byte[0];
  }
}
