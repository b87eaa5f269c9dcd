package mnisteval.idx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class IdxTypeTest {
  /** The ones are {@code numpy.ones(1, t).tobytes()} for t in >u1, >i1, >i2, >i4, >f4, >f8. */
  @ParameterizedTest
  @CsvSource({
    "08, 1, 01,               unsigned bytes",
    "09, 1, 01,               signed bytes",
    "0b, 2, 0001,             int16",
    "0c, 4, 00000001,         int32",
    "0d, 4, 3f800000,         float32",
    "0e, 8, 3ff0000000000000, float64",
  })
  void knowsTypeByItsCode(String code, int size, String one, String description) {
    IdxHeader.Type type = IdxHeader.Type.of(HexFormat.fromHexDigits(code));

    assertEquals(size, type.size());
    assertEquals(one, HexFormat.of().formatHex(type.one()));
    assertEquals(description, type.toString());
  }

  @ParameterizedTest
  @ValueSource(ints = {0x00, 0x07, 0x0a, 0x0f, 0x88, 0xff})
  void knowsNoOtherCode(int code) {
    assertNull(IdxHeader.Type.of(code));
  }
}
