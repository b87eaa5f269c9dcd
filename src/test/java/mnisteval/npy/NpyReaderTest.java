package mnisteval.npy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import mnisteval.arrays.NdArray;
import mnisteval.input.InputException;
import mnisteval.input.Limit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Headers as numpy's format describes them, written by hand; one fault a test. */
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

  private static NdArray read(byte[] bytes) throws InputException {
    return NpyReader.readArray(bytes, "a.npy").arrays().get("W");
  }

  private static void assertRefused(String message, byte[] bytes) {
    InputException fault = assertThrows(InputException.class, () -> read(bytes));
    assertEquals("a.npy: " + message, fault.getMessage());
  }

  @Test
  void readsRows() throws InputException {
    byte[] bytes =
        npy("{'descr': '|u1', 'fortran_order': False, 'shape': (2, 3), } \n", 1, 2, 3, 4, 5, 6);
    assertArrayEquals(new double[][] {{1, 2, 3}, {4, 5, 6}}, read(bytes).matrix());
  }

  @Test
  void readsFortranOrderAndBigEndian() throws InputException {
    byte[] bytes = npy("{'descr': '>i2', 'fortran_order': True, 'shape': (1, 2)}", 1, 0, 255, 255);
    assertArrayEquals(new double[][] {{256, -1}}, read(bytes).matrix());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
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
      })
  void refusesOtherHeaders(String header) {

    assertRefused("a malformed .npy array (W: its header)", npy(header, 1));
  }

  @Test
  void refusesObjects() {
    assertRefused(
        "holds an array of Python objects (W), which only a pickle can hold; only real numbers are"
            + " read",
        npy("{'descr': '|O', 'fortran_order': False, 'shape': (1,)}", 1));
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

  /** numpy wrote it with an array of dtype object, which is a pickle inside. */
  @Test
  void refusesObjectsInAnArchive() throws IOException {
    InputException fault =
        assertThrows(
            InputException.class,
            () -> NpyReader.readArchive(fixture("objects.npz"), "objects.npz", Limit.ofWeights()));
    assertEquals(
        "objects.npz: holds an array of Python objects (W1), which only a pickle can hold; only"
            + " real numbers are read",
        fault.getMessage());
  }

  @Test
  void refusesATruncatedArchive() {
    InputException fault =
        assertThrows(
            InputException.class,
            () -> NpyReader.readArchive(new byte[] {'P', 'K'}, "x.npz", Limit.ofWeights()));
    assertEquals("x.npz: a zip archive without its end (truncated?)", fault.getMessage());
  }

  private static byte[] fixture(String file) throws IOException {
    try (InputStream in =
        NpyReaderTest.class.getResourceAsStream("/mnisteval/arrangements/" + file)) {
      return in.readAllBytes();
    }
  }
}
