package mnisteval.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import mnisteval.weights.array.FormatException;
import mnisteval.weights.array.NamedArrays;
import mnisteval.weights.array.NdArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Headers written by hand from the format's description; one mistake a test. */
final class SafetensorsReaderTest {
  private static final String ONE = "'x':{'dtype':'U8','shape':[2],'data_offsets':[0,2]}";

  private static byte[] file(long length, String header, int... data) {
    byte[] json = header.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes =
        ByteBuffer.allocate(8 + json.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(length < 0 ? length : json.length + length).put(json);
    for (int b : data) {
      bytes.put((byte) b);
    }
    return bytes.array();
  }

  private static String refusal(byte[] bytes) {
    return assertThrows(FormatException.class, () -> SafetensorsReader.read(bytes)).getMessage();
  }

  @Test
  void readsArraysAndMetadata() {
    NamedArrays read =
        SafetensorsReader.read(
            file(0, "{'__metadata__':{'activation':'relu'}," + ONE + "} ", 7, 8));
    assertArrayEquals(new double[] {7, 8}, read.arrays().get("x").elements());
    assertEquals("relu", read.texts().get("activation"));
  }

  /** Sizes are 2, 1, 0 and 0 bytes; names are in another order than what they stand for. */
  @Test
  void readsArraysInAnyOrder() {
    String rest =
        ",'y':{'dtype':'U8','shape':[0],'data_offsets':[2,2]}"
            + ",'z':{'dtype':'U8','shape':[1],'data_offsets':[2,3]}"
            + ",'a':{'dtype':'U8','shape':[0,2147483647],'data_offsets':[0,0]}}";
    Map<String, NdArray> arrays =
        SafetensorsReader.read(file(0, "{" + ONE + rest, 7, 8, 9)).arrays();
    assertEquals(List.of("x", "y", "z", "a"), List.copyOf(arrays.keySet()));
    assertArrayEquals(new double[] {7, 8}, arrays.get("x").elements());
    assertArrayEquals(new double[] {9}, arrays.get("z").elements());
    assertEquals("(0, 2147483647)", arrays.get("a").shapeText());
  }

  /** JSON in UTF-16, which Jackson would recognise. */
  @Test
  void refusesAHeaderThatIsNoUtf8() {
    byte[] bytes = ("\2\0\0\0\0\0\0\0{\0").getBytes(StandardCharsets.ISO_8859_1);
    assertEquals("malformed safetensors (its header is no JSON object)", refusal(bytes));
  }

  @Test
  void readsAFileOfNothingButItsHeader() {
    String empty = "{'x':{'dtype':'F32','shape':[0],'data_offsets':[0,0]}}";
    assertEquals(0, SafetensorsReader.read(file(0, empty)).arrays().get("x").size());
  }

  @Test
  void keepsTextsOfAHundredCharacters() {
    String texts = "{'__metadata__':{'a':'" + "x".repeat(100) + "','b':'" + "x".repeat(101) + "'}}";
    assertEquals(Map.of("a", "x".repeat(100)), SafetensorsReader.read(file(0, texts)).texts());
  }

  @Test
  void readsAsManyDimensionsAs64() {
    String shape = "1" + ",1".repeat(63);
    String json = "{'x':{'dtype':'U8','shape':[" + shape + "],'data_offsets':[0,1]}}";
    assertEquals(64, SafetensorsReader.read(file(0, json, 7)).arrays().get("x").rank());
    assertEquals(
        "malformed safetensors (x has no list of whole numbers where one belongs)",
        refusal(file(0, json.replace(shape, shape + ",1"), 7)));
  }

  @Test
  void refusesAHeaderOf2To63Bytes() {
    assertEquals(
        "malformed safetensors (a header of 9223372036854775808 bytes (expected at most 53))",
        refusal(file(Long.MIN_VALUE, "{" + ONE + "}")));
  }

  @Test
  void refusesAHeaderBeyondTheEnd() {
    assertEquals(
        "malformed safetensors (a header of 3 bytes (expected at most 2))", refusal(file(1, "{}")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[] | its header is no JSON object",
        "{'x':1} | x is no JSON object",
        "{'__metadata__':{'a':1}} | its metadata are not all texts",
        "{'x':{'dtype':'U8'}} | x lacks a dtype, a shape or two data_offsets",
        "{'x':{'dtype':'U8','shape':[2],'data_offsets':[0]}} | x lacks a dtype, a shape or two data_offsets",
        "{'x':{'kind':1}} | x has the unknown field kind",
        "{'x':{'dtype':'U8','shape':[-2],'data_offsets':[0,2]}} | x has no list of whole numbers where one belongs",
        "{'x':{'dtype':'U8','shape':2,'data_offsets':[0,2]}} | x has no list of whole numbers where one belongs",
        "{'x':{'dtype':'U8','shape':[2.0],'data_offsets':[0,2]}} | x has no list of whole numbers where one belongs",
        "{'x':{'dtype':'U8','shape':[2147483648],'data_offsets':[0,2]}} | x has a dimension of 2147483648",
        "{'x':{'dtype':'U8','shape':[3000000000],'data_offsets':[0,2]}} | x has a dimension of 3000000000",
        "{'x':{'dtype':'U8','shape':[2],'data_offsets':[0,3]}} | x from byte 0 to 3 (expected from 0 to at most 2)",
        "{'x':{'dtype':'U8','shape':[1],'data_offsets':[1,2]}} | x from byte 1 to 2 (expected from 0 to at most 2)",
        "{'x':{'dtype':'U8','shape':[1],'data_offsets':[0,1]}} | 1 bytes that belong to no array",
        "{'x':{'dtype':'U8','shape':[2],'data_offsets':[0,2]},'y':{'dtype':'U8','shape':[1],'data_offsets':[1,2]}} | y from byte 1 to 2 (expected from 2 to at most 2)",
        "{} {} | there is JSON after its header",
      })
  void refuses(String header, String message) {
    assertEquals("malformed safetensors (" + message + ")", refusal(file(0, header, 7, 8)));
  }

  @Test
  void refusesOtherTypes() {
    assertEquals(
        "holds an array of dtype F8_E4M3 (x); only F16, BF16, F32, F64 and integers are read",
        refusal(file(0, "{" + ONE.replace("U8", "F8_E4M3") + "}", 7, 8)));
  }

  @Test
  void refusesAnotherNumberOfBytes() {
    assertEquals(
        "an array of shape (2,) and dtype <f4 with the wrong number of bytes (expected 8, found"
            + " 2)",
        refusal(file(0, "{" + ONE.replace("U8", "F32") + "}", 7, 8)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'x':{'shape':[[[[[[1]]]]]]}}",
        "{'x':{'dtype':[[[[[[[[[[]]]]]]]]]]}}",
        "{'x':{'dtype':'U8','dtype':'U8'}}",
        "{'x",
        "{'x':{'dtype':'U8','shape':[99999999999999999999],'data_offsets':[0,2]}}",
      })
  void refusesJsonThatIsNestedRepeatedOrCut(String header) {
    String refusal = refusal(file(0, header, 7, 8));
    assertTrue(refusal.startsWith("malformed safetensors ("), refusal);
  }

  @Test
  void refusesANameThatComesTwice() {
    String refusal = refusal(file(0, "{" + ONE + "," + ONE + "}", 7, 8));
    assertEquals("malformed safetensors (its header: Duplicate field 'x')", refusal);
  }
}
