package mnisteval.idx;

import static mnisteval.input.Faults.assertFault;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import mnisteval.input.Source;
import mnisteval.input.TrackedStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LabelReaderTest {
  @Test
  void readsBytes() throws IOException {
    assertLabels(IdxBytes.header(0x08, 4).bytes(7, 0, 255, 9), 7, 0, 255, 9);
  }

  @Test
  void readsBytesThatAreAllZeroOrOne() throws IOException {
    assertLabels(IdxBytes.header(0x08, 3).bytes(0, 1, 1), 0, 1, 1);
  }

  /** The ones are numpy's; see {@link IdxTypeTest}. */
  @ParameterizedTest
  @CsvSource({
    "08, 00,               01",
    "09, 00,               01",
    "0b, 0000,             0001",
    "0c, 00000000,         00000001",
    "0d, 00000000,         3f800000",
    "0e, 0000000000000000, 3ff0000000000000",
  })
  void readsOneHotRowsOfEveryType(String type, String zero, String one) throws IOException {
    String two = zero + zero + one + zero;
    String none = one + zero + zero + zero;
    String three = zero + zero + zero + one;

    assertLabels(
        IdxBytes.header(Integer.parseInt(type, 16), 4, 4).hex(two + none + three + two),
        2,
        0,
        3,
        2);
  }

  /** Rows as QMNIST has them: class, series, writer and so on. */
  @Test
  void readsFirstColumnOfInts() throws IOException {
    assertLabels(
        IdxBytes.header(0x0c, 3, 4).ints(7, 4, 2600, 55, 2, 4, 2601, 32, 1, 0, 0, 0), 7, 2, 1);
  }

  @Test
  void readsTheOnlyColumnOfInts() throws IOException {
    assertLabels(IdxBytes.header(0x0c, 3, 1).ints(7, 1, 0), 7, 1, 0);
  }

  @Test
  void keepsTheFormatOfTheFirstRow() throws IOException {
    int[] labels = new int[1];

    try (LabelReader reader = open(IdxBytes.header(0x0c, 2, 3).ints(5, 4, 0, 0, 0, 1))) {
      reader.read(labels, 1);
      reader.read(labels, 1);
    }
    assertEquals(0, labels[0]);
  }

  @Test
  void readsPiecesOfDifferentSizes() throws IOException {
    int[] labels = {-1, -1, -1};

    try (LabelReader reader =
        open(IdxBytes.header(0x08, 6, 2).bytes(1, 0, 0, 1, 0, 1, 1, 0, 0, 1, 0, 1))) {
      assertEquals("labels", reader.name());
      reader.read(labels, 1);
      assertArrayEquals(new int[] {0, -1, -1}, labels);
      reader.skip(1);
      reader.read(labels, 3);
      assertArrayEquals(new int[] {1, 0, 1}, labels);
      reader.read(labels, 1);
      assertArrayEquals(new int[] {1, 0, 1}, labels);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"00 00 00", "01 00 01", "00 02 00", "00 ff 00"})
  void rejectsLaterRowThatIsNotOneHot(String row) {
    IdxBytes bytes = IdxBytes.header(0x08, 3, 3).hex("00 00 01" + row + "01 00 00");

    assertFault(
        "labels: row 1 holds no label (expected a one-hot row as the first one is)",
        () -> read(bytes, 3));
  }

  @Test
  void rejectsLaterRowOfFloatsThatIsNotOneHot() {
    IdxBytes bytes = IdxBytes.header(0x0d, 2, 2).hex("00000000 3f800000 3f000000 3f000000");

    assertFault(
        "labels: row 1 holds no label (expected a one-hot row as the first one is)",
        () -> read(bytes, 2));
  }

  @Test
  void rejectsNegativeClass() {
    IdxBytes bytes = IdxBytes.header(0x0c, 3, 2).ints(7, 4, 2, 4, -2, 4);

    assertFault("labels: row 2 holds no label (expected a class, found -2)", () -> read(bytes, 3));
  }

  @Test
  void countsRowsFromTheBeginningOfTheFile() throws IOException {
    IdxBytes bytes = IdxBytes.header(0x0c, 4, 2).ints(7, 4, 2, 4, 1, 4, -2, 4);

    try (LabelReader reader = open(bytes)) {
      reader.skip(2);
      reader.read(new int[1], 1);
      assertFault(
          "labels: row 3 holds no label (expected a class, found -2)",
          () -> reader.read(new int[1], 1));
    }
  }

  @Test
  void rejectsRowsOfOtherNumbers() {
    IdxBytes bytes = IdxBytes.header(0x08, 2, 3).bytes(7, 2, 1, 0, 4, 1);

    assertFault(
        "labels: unusable labels (expected unsigned bytes of rank 1, one-hot rows, or int32 rows"
            + " that start with the class; found unsigned bytes of shape (2, 3) whose first row is"
            + " not one-hot)",
        () -> read(bytes, 2));
  }

  @Test
  void rejectsTruncatedRows() {
    IdxBytes bytes = IdxBytes.header(0x0c, 2, 2).ints(7, 4, 2);

    assertFault(
        "labels: truncated (expected 16 bytes for int32 of shape (2, 2), found 12)",
        () -> read(bytes, 2));
  }

  @Test
  void closesItsFile() throws IOException {
    TrackedStream in = new TrackedStream(IdxBytes.labels(2).plain());
    LabelReader reader = new LabelReader(Source.stream("labels", in));
    assertFalse(in.closed());

    reader.close();

    assertTrue(in.closed());
  }

  @Test
  void closesAFileWithoutLabels() {
    TrackedStream in = new TrackedStream(IdxBytes.header(0x0c, 2).ints(7, 2).plain());

    assertFault(
        "labels: unusable labels (expected unsigned bytes of rank 1, one-hot rows, or int32 rows"
            + " that start with the class; found int32 of shape (2,))",
        () -> new LabelReader(Source.stream("labels", in)));
    assertTrue(in.closed());
  }

  private static void assertLabels(IdxBytes bytes, int... expected) throws IOException {
    assertArrayEquals(expected, read(bytes, expected.length));
  }

  private static int[] read(IdxBytes bytes, int count) throws IOException {
    int[] labels = new int[count];
    try (LabelReader reader = open(bytes)) {
      reader.read(labels, count);
    }
    return labels;
  }

  private static LabelReader open(IdxBytes bytes) throws IOException {
    return new LabelReader(bytes.named("labels"));
  }
}
