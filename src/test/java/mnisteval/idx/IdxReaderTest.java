package mnisteval.idx;

import static mnisteval.input.Faults.assertFault;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import mnisteval.input.Source;
import mnisteval.input.TrackedStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class IdxReaderTest {
  private static final byte[] PAIRS = IdxBytes.header(0x09, 3, 2).bytes(1, 2, 3, 4, 5, 6).plain();

  @Test
  void readsElementsOneAfterAnother() throws IOException {
    byte[] buffer = new byte[5];

    try (IdxReader reader = open(PAIRS)) {
      reader.read(buffer, 2);
      assertArrayEquals(new byte[] {1, 2, 3, 4, 0}, buffer);
      reader.read(buffer, 1);
      assertArrayEquals(new byte[] {5, 6, 3, 4, 0}, buffer);
      assertEquals("f", reader.name());
      assertEquals("signed bytes of shape (3, 2)", reader.header().toString());
    }
  }

  @Test
  void skipsElements() throws IOException {
    byte[] buffer = new byte[2];

    try (IdxReader reader = open(PAIRS)) {
      reader.skip(2);
      reader.read(buffer, 1);
    }
    assertArrayEquals(new byte[] {5, 6}, buffer);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 5})
  void rejectsTruncatedElements(int body) throws IOException {
    try (IdxReader reader = open(Arrays.copyOf(PAIRS, 12 + body))) {
      assertFault(truncated(body), () -> reader.read(new byte[6], 3));
    }
  }

  @Test
  void countsBytesReadBeforeTheTruncation() throws IOException {
    try (IdxReader reader = open(Arrays.copyOf(PAIRS, 12 + 5))) {
      reader.skip(1);
      reader.read(new byte[2], 1);
      assertFault(truncated(5), () -> reader.read(new byte[2], 1));
    }
  }

  @Test
  void rejectsTruncationInSkippedElements() throws IOException {
    try (IdxReader reader = open(Arrays.copyOf(PAIRS, 12 + 3))) {
      assertFault(truncated(3), () -> reader.skip(2));
    }
  }

  @Test
  void rejectsBytesAfterTheLastElement() throws IOException {
    try (IdxReader reader = open(Arrays.copyOf(PAIRS, 12 + 7))) {
      reader.read(new byte[4], 2);
      assertFault(
          "f: bytes after the last element"
              + " (expected the end after signed bytes of shape (3, 2))",
          () -> reader.read(new byte[2], 1));
    }
  }

  @Test
  void closesItsFile() throws IOException {
    TrackedStream in = new TrackedStream(PAIRS);
    IdxReader reader = new IdxReader(Source.stream("f", in));
    assertFalse(in.closed());

    reader.close();

    assertTrue(in.closed());
  }

  @Test
  void closesAFileThatIsNotIdx() {
    TrackedStream in = new TrackedStream(new byte[] {'h', 'e', 'l', 'l', 'o'});

    assertFault(
        "f: not an IDX file (expected 00 00 at the start, found 68 65)",
        () -> new IdxReader(Source.stream("f", in)));
    assertTrue(in.closed());
  }

  private static String truncated(int found) {
    return "f: truncated (expected 6 bytes for signed bytes of shape (3, 2), found " + found + ")";
  }

  private static IdxReader open(byte[] bytes) throws IOException {
    return new IdxReader(IdxBytes.source("f", bytes));
  }
}
