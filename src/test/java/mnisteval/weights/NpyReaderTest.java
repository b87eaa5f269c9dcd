package mnisteval.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import mnisteval.input.HeapShares;
import mnisteval.input.Limit;
import mnisteval.weights.array.FormatException;
import mnisteval.weights.array.NamedArrays;
import mnisteval.weights.array.NdArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers as numpy's format describes them, written by hand; one mistake a test. */
final class NpyReaderTest {
  private static byte[] npy(String header, int... data) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes("\u0093NUMPY\1\0".getBytes(StandardCharsets.ISO_8859_1));
    out.write(header.length());
    out.write(header.length() >> 8);
    out.writeBytes(header.getBytes(StandardCharsets.ISO_8859_1));
    for (int b : data) {
      out.write(b);
    }
    return out.toByteArray();
  }

  private static NdArray read(byte[] bytes) {
    return NpyReader.readArray(bytes).arrays().get("W");
  }

  private static void assertRefused(String message, byte[] bytes) {
    FormatException e = assertThrows(FormatException.class, () -> read(bytes));
    assertEquals(message, e.getMessage());
  }

  @Test
  void readsRows() {
    byte[] bytes =
        npy("{'descr': '|u1', 'fortran_order': False, 'shape': (2, 3), } \n", 1, 2, 3, 4, 5, 6);
    assertArrayEquals(new double[][] {{1, 2, 3}, {4, 5, 6}}, read(bytes).matrix());
  }

  /** Python 2 wrote long integers as such. */
  @Test
  void readsAShapeOfPython2() {
    byte[] bytes = npy("{'descr': '|u1', 'fortran_order': False, 'shape': (2L, 1L)}\n", 1, 2);
    assertArrayEquals(new double[][] {{1}, {2}}, read(bytes).matrix());
  }

  @Test
  void readsFortranOrderAndBigEndian() {
    byte[] bytes = npy("{'descr': '>i2', 'fortran_order': True, 'shape': (1, 2)}", 1, 0, 255, 255);
    assertArrayEquals(new double[][] {{256, -1}}, read(bytes).matrix());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{'descr': '|u1'}",
        "{'descr': '|u1', 'fortran_order': False, 'shape': (1}",
        "{'descr': '|u1', 'fortran_order': False, 'shape': (-1,)}",
        "{'descr': '|u1', 'fortran_order': False, 'shape': (99999999999999999999,)}",
        "{'descr': '|u1', 'fortran_order': None, 'shape': (1,)}",
        "{'descr': '|u1', 'descr': '|u1', 'fortran_order': False, 'shape': (1,)}",
        "{'descr': '|u1', 'fortran_order': False, 'shape': (1,) 'x'}",
        "{'descr': '|u1', 'fortran_order': False, 'shape': (1 1)}",
        "{'descr: 1",
        "{'descr': 'u', 'fortran_order': False, 'shape': (1,)}",
        "{'descr': 'xu1', 'fortran_order': False, 'shape': (1,)}",
        "{'descr': '|u1', 'fortran_order': False, 'shape': (1)}",
        "{'descr': '|u1', 'fortran_order': False, 'shape': (01,)}",
        "{'descr': '|u1', 'fortran_order': False, 'shape': (1,)} x",
      })
  void refusesOtherHeaders(String header) {
    assertRefused("a malformed .npy array (W: its header)", npy(header, 1));
  }

  /** Whatever its last character is. */
  @Test
  void refusesHeadersThatEndTooSoon() {
    String header = "{'descr': '|u1', 'fortran_order': False, 'shape': (12, 3), }";
    for (int length = 0; length < header.length(); length++) {
      byte[] bytes = npy(header.substring(0, length), new int[36]);
      assertRefused("a malformed .npy array (W: its header)", bytes);
    }
  }

  /** A pickle, as numpy writes after the header of an array of objects. */
  private static byte[] objects(String pickle) {
    return npy(
        "{'descr': '|O', 'fortran_order': False, 'shape': (1,)}",
        pickle.chars().map(c -> (byte) c).toArray());
  }

  @Test
  void readsObjectsAsData() {
    NamedArrays read = NpyReader.readArray(objects("}(U\1W](K\1K\2eU\3actU\4reluU\2lrK\3u."));
    assertEquals(List.of("W"), List.copyOf(read.arrays().keySet()));
    assertArrayEquals(new double[] {1, 2}, read.arrays().get("W").elements());
    assertEquals(Map.of("act", "relu"), read.texts());
    assertEquals(Map.of("lr", 3.0), read.numbers());
  }

  @Test
  void refusesAProgramInTheArrayOfObjects() {
    assertRefused(
        "refers to posix.system; only numpy arrays are read",
        objects("cposix\nsystem\n(S'touch pwned'\ntR."));
  }

  /** The header ends at byte 64. */
  @Test
  void refusesObjectsThatAreNoPickle() {
    assertRefused("not a pickle (byte 0x1 at 64 is no opcode)", objects("\1"));
  }

  @Test
  void refusesObjectsThatAreNotThere() {
    assertRefused("truncated at byte 64, before its end", objects(""));
  }

  @Test
  void refusesBytesAfterTheObjects() {
    assertRefused("bytes after the end of the pickle (expected none, found 2)", objects("}.N."));
  }

  @Test
  void refusesComplexNumbers() {
    assertRefused(
        "holds an array of dtype <c8 (W); only real numbers of at most 8 bytes are read",
        npy("{'descr': '<c8', 'fortran_order': False, 'shape': (1,)}", 1));
  }

  @Test
  void refusesStructures() {
    assertRefused(
        "holds a structured array (W); only real numbers are read",
        npy("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,)}", 1));
  }

  @Test
  void refusesAnotherNumberOfBytes() {
    assertRefused(
        "an array of shape (2, 3) and dtype <f4 with the wrong number of bytes (expected 24, found"
            + " 1)",
        npy("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3)}", 1));
  }

  @Test
  void refusesAShapeBeyond2To63() {
    assertRefused(
        "an array of shape (2147483647, 2147483647, 2147483647) and dtype <f4 with the wrong number"
            + " of bytes (expected more than 2^63, found 1)",
        npy(
            "{'descr': '<f4', 'fortran_order': False, 'shape': (2147483647, 2147483647,"
                + " 2147483647)}",
            1));
  }

  @Test
  void refusesAHeaderBeyondTheEnd() {
    byte[] bytes = npy("{'descr': '<f4'}");
    bytes[9] = 1;
    assertRefused("a malformed .npy array (W: version 1, a header of 272 bytes)", bytes);
  }

  @Test
  void refusesAHeaderThatIsOneByteShort() {
    byte[] bytes = npy("{'descr': '<f4'}");
    bytes[8]++;
    assertRefused("a malformed .npy array (W: version 1, a header of 17 bytes)", bytes);
  }

  @Test
  void refusesAnUnknownVersion() {
    byte[] bytes = npy("{}                  ");
    bytes[6] = 4;
    bytes[9] = 0;
    bytes[10] = 0;
    bytes[11] = 0;
    assertRefused("a malformed .npy array (W: version 4, a header of 20 bytes)", bytes);
  }

  @Test
  void refusesNothing() {
    assertRefused("a malformed .npy array (W: no header)", new byte[] {(byte) 0x93});
  }

  /** numpy wrote it with an array of dtype object, None and 1. */
  @Test
  void readsObjectsInAnArchive() throws IOException {
    ZipArchive zip = new ZipArchive(fixture("objects.npz"), Limit.ofWeights());
    NamedArrays read = NpyReader.readArchive(zip);
    assertEquals(Map.of(), read.arrays());
    assertEquals(Map.of("W1.1", 1.0), read.numbers());
  }

  @Test
  void namesObjectsByTheirEntries() throws IOException {
    NamedArrays read =
        archive("params.npy", objects("}U\1W](K\1es."), "arr_0.npy", objects("](K\2e."));
    assertEquals(List.of("params.W", "0"), List.copyOf(read.arrays().keySet()));
  }

  /** Each by itself is less than the memory for a pickle. */
  @Test
  void paysForTheObjectsOfAllEntriesTogether() {
    byte[] half = objects("N0".repeat((int) (HeapShares.network() / 128 / 4 + 1000)) + "}.");
    FormatException e =
        assertThrows(FormatException.class, () -> archive("a.npy", half, "b.npy", half));
    assertEquals("asks for more memory than a network needs", e.getMessage());
  }

  @Test
  void refusesAnArrayOfTheNameOfAnObject() {
    FormatException e =
        assertThrows(
            FormatException.class,
            () -> archive("a.W.npy", number(7), "a.npy", objects("}U\1W](K\1es.")));
    assertEquals("two arrays called a.W", e.getMessage());
  }

  private static NamedArrays archive(Object... namesAndBytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (int i = 0; i < namesAndBytes.length; i += 2) {
        zip.putNextEntry(new ZipEntry((String) namesAndBytes[i]));
        zip.write((byte[]) namesAndBytes[i + 1]);
      }
    }
    return NpyReader.readArchive(new ZipArchive(out.toByteArray(), Limit.ofWeights()));
  }

  private static byte[] number(int number) {
    return npy("{'descr': '|u1', 'fortran_order': False, 'shape': ()}", number);
  }

  private static byte[] text(String descr, String shape, int... data) {
    return npy("{'descr': '" + descr + "', 'fortran_order': False, 'shape': " + shape + "}", data);
  }

  @Test
  void namesArraysByTheirEntriesAndTheOthersByTheirPosition() throws IOException {
    Map<String, NdArray> arrays =
        archive("W1.npy", number(7), "READ.me", number(8), "arr_0.npy", number(9)).arrays();
    assertEquals(List.of("W1", "0"), List.copyOf(arrays.keySet()));
    assertArrayEquals(new double[] {7}, arrays.get("W1").elements());
    assertArrayEquals(new double[] {9}, arrays.get("0").elements());
  }

  @Test
  void refusesTwoArraysOfOneName() {
    FormatException e =
        assertThrows(
            FormatException.class, () -> archive("arr_0.npy", number(7), "0.npy", number(8)));
    assertEquals("two arrays called 0", e.getMessage());
  }

  @Test
  void readsTexts() throws IOException {
    NamedArrays read =
        archive(
            "little.npy",
            text("<U3", "()", 'a', 0, 0, 0, 'c', 0, 0, 0, 0, 0, 0, 0),
            "big.npy",
            text(">U2", "()", 0, 0, 0, 'b', 0, 0, 1, 3));
    assertEquals(Map.of("little", "ac", "big", "b\u0103"), read.texts());
    assertEquals(Map.of(), read.arrays());
  }

  @Test
  void leavesOutTextsThatAreLong() throws IOException {
    int[] longest = new int[400];
    longest[0] = 'x';
    NamedArrays read =
        archive(
            "many.npy", text("<U1", "(1,)", 'a', 0, 0, 0),
            "grid.npy", text("<U1", "(1, 1)", 'a', 0, 0, 0),
            "none.npy", text("<U1", "(0,)"),
            "longest.npy", text("<U100", "()", longest),
            "longer.npy", text("<U101", "()", Arrays.copyOf(longest, 404)));
    assertEquals(Map.of("many.0", "a", "longest", "x"), read.texts());
  }

  /** With positions for names, as texts in lists of a pickle. */
  @Test
  void readsTextsOfAList() throws IOException {
    int[] letters = {
      'a', 0, 0, 0, 0, 0, 0, 0, 'b', 0, 0, 0, 'c', 0, 0, 0, 'd', 0, 0, 0, 0, 0, 0, 0
    };
    NamedArrays read = archive("act.npy", text("<U2", "(3,)", letters));
    assertEquals(Map.of("act.0", "a", "act.1", "bc", "act.2", "d"), read.texts());
  }

  /** Of W1 and W1.npy, numpy gives the first for d['W1'], though it is no array. */
  @Test
  void refusesAnEntryThatHidesAnArray() {
    FormatException e =
        assertThrows(FormatException.class, () -> archive("W1.npy", number(7), "W1", number(8)));
    assertEquals("two entries called W1", e.getMessage());
  }

  /** From version 2 on, the length has 4 bytes. */
  @ParameterizedTest
  @ValueSource(bytes = {2, 3})
  void readsLaterVersions(byte version) {
    String header = "{'descr': '|i1', 'fortran_order': False, 'shape': (2,)}";
    byte[] first = npy(header, 5, 254);
    byte[] later = new byte[first.length + 2];
    System.arraycopy(first, 0, later, 0, 10);
    System.arraycopy(first, 10, later, 12, first.length - 10);
    later[6] = version;
    assertArrayEquals(new double[] {5, -2}, read(later).elements());
  }

  @Test
  void readsAHeaderAsLongAsNumpyDoes() {
    String header = "{'descr': '|u1', 'fortran_order': False, 'shape': (1,)}";
    assertArrayEquals(
        new double[] {7}, read(npy(header + " ".repeat(10_000 - header.length()), 7)).elements());
    assertRefused(
        "a malformed .npy array (W: version 1, a header of 10001 bytes)",
        npy(header + " ".repeat(10_001 - header.length()), 7));
  }

  @Test
  void readsAHeaderOfOtherQuotesAndOrder() {
    byte[] bytes = npy("{\"shape\":(1,2),\"descr\":\"|u1\",\"fortran_order\":True}", 3, 4);
    assertArrayEquals(new double[][] {{3, 4}}, read(bytes).matrix());
  }

  @ParameterizedTest
  @CsvSource({"64, true", "65, false"})
  void readsAsManyDimensionsAsNumpy(int rank, boolean read) {
    String shape = "(" + "1, ".repeat(rank) + ")";
    byte[] bytes = npy("{'descr': '|u1', 'fortran_order': False, 'shape': " + shape + "}", 9);
    if (read) {
      assertEquals(rank, read(bytes).rank());
    } else {
      assertRefused("a malformed .npy array (W: its header)", bytes);
    }
  }

  private static byte[] fixture(String file) throws IOException {
    try (InputStream in =
        NpyReaderTest.class.getResourceAsStream("/mnisteval/weights/arrangements/" + file)) {
      return in.readAllBytes();
    }
  }
}
