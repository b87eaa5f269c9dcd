package mnisteval.weights.array;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DTypeTest {
  /** The value of an element by its bits, which must be the same in both byte orders. */
  private static double read(String code, long bits) {
    DType little = DType.of(code);
    byte[] bytes = new byte[11];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(3, bits);
    double value = little.read(bytes, 3);
    ByteBuffer.wrap(bytes).order(ByteOrder.BIG_ENDIAN).putLong(3, bits << 64 - 8 * little.size());
    assertEquals(value, little.withBigEndian(true).read(bytes, 3), code);
    return value;
  }

  @ParameterizedTest
  @CsvSource({
    // The extremes of two's complement.
    "i1, 0x7f, 127",
    "i1, 0x80, -128",
    "i1, 0xff, -1",
    "i2, 0x7fff, 32767",
    "i2, 0x8000, -32768",
    "i2, 0x0102, 258",
    "i4, 0x7fffffff, 2147483647",
    "i4, 0x80000000, -2147483648",
    "i4, 0x01020304, 16909060",
    "i8, 0x0102030405060708, 72623859790382856",
    "i8, 0x8000000000000000, -0x1p63",
    "i8, 0xffffffffffffffff, -1",
    "u1, 0xff, 255",
    "u2, 0xffff, 65535",
    "u2, 0x0102, 258",
    "u4, 0xffffffff, 4294967295",
    "u4, 0x01020304, 16909060",
    "u8, 0x0102030405060708, 72623859790382856",
    "u8, 0x8000000000000000, 0x1p63",
    "b1, 0x00, 0",
    "b1, 0x01, 1",
    "b1, 0x80, 1",
    // IEEE 754.
    "f4, 0x3dcccccd, 0x1.99999ap-4",
    "f4, 0xc0200000, -2.5",
    "f4, 0x00000001, 0x1p-149",
    "f4, 0x7f7fffff, 0x1.fffffep127",
    "f4, 0x80000000, -0.0",
    "f4, 0x7f800000, Infinity",
    "f4, 0xff800000, -Infinity",
    "f4, 0x7fc00000, NaN",
    "f8, 0x3fb999999999999a, 0.1",
    "f8, 0x0000000000000001, 0x1p-1074",
    "f8, 0x7fefffffffffffff, 0x1.fffffffffffffp1023",
    "f8, 0x8000000000000000, -0.0",
    "f8, 0xfff0000000000000, -Infinity",
    "f8, 0x7ff8000000000000, NaN",
    "f2, 0x2e66, 0.0999755859375",
    "f2, 0x0001, 0x1p-24",
    "f2, 0x03ff, 0x1.ff8p-15",
    "f2, 0x0400, 0x1p-14",
    "f2, 0x8001, -0x1p-24",
    "f2, 0x7bff, 65504",
    "f2, 0x8000, -0.0",
    "f2, 0x7c00, Infinity",
    "f2, 0xfc00, -Infinity",
    "f2, 0x7e00, NaN",
    "f2, 0xfc01, NaN",
  })
  void readsElementsInBothByteOrders(String code, String bits, String expected) {
    long parsed = Long.parseUnsignedLong(bits.substring(2), 16);
    assertEquals(Double.parseDouble(expected), read(code, parsed));
  }

  /**
   * Integers to double as numpy 2.4.6 rounds them:
   *
   * <pre>
   * python3 -c 'import sys, numpy as np
   * print(float(np.array(int(sys.argv[1]), "u8").astype("f8")).hex())' N
   * </pre>
   */
  @ParameterizedTest
  @CsvSource({
    "9007199254740991, 0x1.fffffffffffffp+52",
    "9007199254740992, 0x1.0000000000000p+53",
    "9007199254740993, 0x1.0000000000000p+53",
    "9007199254740994, 0x1.0000000000001p+53",
    "9007199254740995, 0x1.0000000000002p+53",
    "9223372036854775295, 0x1.fffffffffffffp+62",
    "9223372036854775296, 0x1.0000000000000p+63",
    "9223372036854775807, 0x1.0000000000000p+63",
    "9223372036854775808, 0x1.0000000000000p+63",
    "9223372036854776832, 0x1.0000000000000p+63",
    "9223372036854776833, 0x1.0000000000001p+63",
    "9223372036854778880, 0x1.0000000000002p+63",
    "18446744073709550591, 0x1.fffffffffffffp+63",
    "18446744073709550592, 0x1.0000000000000p+64",
    "18446744073709551615, 0x1.0000000000000p+64",
  })
  void roundsLargeIntegersToTheNearestEven(String integer, String expected) {
    long bits = Long.parseUnsignedLong(integer);
    double nearest = Double.parseDouble(expected);
    assertEquals(nearest, read("u8", bits));
    if (bits > 0) {
      assertEquals(nearest, read("i8", bits));
      assertEquals(-nearest, read("i8", -bits));
    }
  }

  /**
   * The digest of all halves as big-endian doubles, with one kind of NaN, by numpy 2.4.6 and
   * 1.24.2:
   *
   * <pre>
   * python3 -c 'import hashlib, numpy as np
   * a = np.arange(65536).astype("u2").view("f2").astype("&gt;f8"); a[np.isnan(a)] = np.nan
   * print(hashlib.sha256(a.tobytes()).hexdigest())'
   * </pre>
   */
  @Test
  void readsEveryHalfAsNumpyDoes() throws Exception {
    ByteBuffer doubles = ByteBuffer.allocate(65536 * Double.BYTES);
    for (int bits = 0; bits < 65536; bits++) {
      doubles.putLong(Double.doubleToLongBits(read("f2", bits)));
    }
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(doubles.array());
    assertEquals(
        "3fb8a0d0646f446590a283a82603dbad4ef00a8074dfac29f0068777019df4a8",
        HexFormat.of().formatHex(digest));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "f", "f16", "c8", "O8", "F4", "f04", "b2", "u3", "i16", "<f4"})
  void knowsNoOtherTypes(String code) {
    assertNull(DType.of(code));
  }

  @Test
  void isNamedAsInNumpy() {
    assertEquals("<f4", DType.of("f4").toString());
    assertEquals(">f4", DType.of("f4").withBigEndian(true).toString());
    assertEquals("|u1", DType.of("u1").withBigEndian(true).toString());
  }
}
