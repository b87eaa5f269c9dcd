package mnisteval.idx;

import static mnisteval.input.Faults.assertFault;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.HexFormat;
import mnisteval.idx.LabelReader.LabelFormat;
import mnisteval.input.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class LabelFormatTest {
  private static final String UNUSABLE =
      "labels: unusable labels (expected unsigned bytes of rank 1, one-hot rows, or int32 rows that"
          + " start with the class; found ";

  @Test
  void bytesOfRankOneAreClasses() throws InputException {
    IdxHeader header = new IdxHeader(IdxHeader.Type.UNSIGNED_BYTE, new long[] {3});

    assertEquals(LabelFormat.CLASS, LabelFormat.of(header, "labels"));
    assertEquals(200, LabelFormat.CLASS.label(new byte[] {7, (byte) 200}, 1, header));
  }

  @ParameterizedTest
  @EnumSource
  void rowsTellTheFormatOfRankTwo(IdxHeader.Type type) throws InputException {
    assertNull(LabelFormat.of(new IdxHeader(type, new long[] {3, 10}), "labels"));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "UNSIGNED_BYTE")
  void rejectsOtherTypesOfRankOne(IdxHeader.Type type) {
    IdxHeader header = new IdxHeader(type, new long[] {3});

    assertFault(UNUSABLE + type + " of shape (3,))", () -> LabelFormat.of(header, "labels"));
  }

  @Test
  void rejectsImages() {
    IdxHeader header = new IdxHeader(IdxHeader.Type.UNSIGNED_BYTE, new long[] {3, 28, 28});

    assertFault(
        UNUSABLE + "unsigned bytes of shape (3, 28, 28); are images and labels swapped?)",
        () -> LabelFormat.of(header, "labels"));
  }

  @Test
  void rejectsRankFour() {
    IdxHeader header = new IdxHeader(IdxHeader.Type.INT, new long[] {3, 1, 1, 10});

    assertFault(UNUSABLE + "int32 of shape (3, 1, 1, 10))", () -> LabelFormat.of(header, "labels"));
  }

  @Test
  void rejectsRowsWithoutColumns() {
    IdxHeader header = new IdxHeader(IdxHeader.Type.INT, new long[] {3, 0});

    assertFault(UNUSABLE + "int32 of shape (3, 0))", () -> LabelFormat.of(header, "labels"));
  }

  /** 8192 float64 are 65536 bytes. */
  @Test
  void rejectsRowsThatAreTooWide() throws InputException {
    assertNull(
        LabelFormat.of(new IdxHeader(IdxHeader.Type.DOUBLE, new long[] {3, 8192}), "labels"));

    IdxHeader wide = new IdxHeader(IdxHeader.Type.DOUBLE, new long[] {3, 8193});
    assertFault(UNUSABLE + "float64 of shape (3, 8193))", () -> LabelFormat.of(wide, "labels"));
  }

  @ParameterizedTest
  @CsvSource({
    "UNSIGNED_BYTE, 00 01 00,                            ONE_HOT,      1",
    "FLOAT,         00000000 00000000 3f800000,          ONE_HOT,      2",
    "DOUBLE,        3ff0000000000000 0000000000000000,   ONE_HOT,      0",
    "INT,           00000000 00000001,                   ONE_HOT,      1",
    "INT,           00000007 00000004 00000fe1,          FIRST_COLUMN, 7",
    "INT,           00000001 00000001,                   FIRST_COLUMN, 1",
    "INT,           00000000 00000000,                   FIRST_COLUMN, 0",
    "INT,           00000001,                            FIRST_COLUMN, 1",
    "INT,           7fffffff 00000000,                   FIRST_COLUMN, 2147483647",
    "INT,           ffffff80 00000000,                   FIRST_COLUMN, -128",
    "INT,           01 81 82 83 00000000,                FIRST_COLUMN, 25264771",
  })
  void firstRowTellsTheFormat(IdxHeader.Type type, String hex, LabelFormat expected, int label)
      throws InputException {
    byte[] row = HexFormat.of().parseHex(hex.replace(" ", ""));
    IdxHeader header = new IdxHeader(type, new long[] {3, row.length / type.size()});

    LabelFormat format = LabelFormat.of(header, row, "labels");

    assertEquals(expected, format);
    assertEquals(label, format.label(row, 0, header));
  }

  @ParameterizedTest
  @CsvSource({
    "UNSIGNED_BYTE, 00 00 00,                         3, no one",
    "UNSIGNED_BYTE, 01 00 01,                         3, two ones",
    "UNSIGNED_BYTE, 00 02 00,                         3, a two",
    "UNSIGNED_BYTE, 07,                               1, one column",
    "UNSIGNED_BYTE, 01,                               1, one column that holds a one",
    "SIGNED_BYTE,   00 ff,                            2, a minus one",
    "SHORT,         0100 0000,                        2, a one of the wrong byte order",
    "FLOAT,         00000000 3f000000,                2, a half",
    "FLOAT,         3f800000 3f800000,                2, two ones",
    "DOUBLE,        3ff0000000000001 0000000000000000, 2, almost one",
  })
  void rejectsFirstRowThatIsNotOneHot(IdxHeader.Type type, String hex, int columns, String why) {
    byte[] row = HexFormat.of().parseHex(hex.replace(" ", ""));
    IdxHeader header = new IdxHeader(type, new long[] {4, columns});

    assertFault(
        UNUSABLE + type + " of shape (4, " + columns + ") whose first row is not one-hot)",
        () -> LabelFormat.of(header, row, "labels"));
  }
}
