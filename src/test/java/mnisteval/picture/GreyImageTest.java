package mnisteval.picture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import mnisteval.input.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GreyImageTest {
  /**
   * The letter F, as the usual drawing of the eight orientations shows it: upright in 1, and in the
   * others as a camera stores it that is held so. All must be turned to the first.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "1|###,# .,##.,#..,#..",
        "2|###,. #,.##,..#,..#",
        "3|..#,..#,.##,. #,###",
        "4|#..,#..,##.,# .,###",
        "5|#####,# #..,#....",
        "6|#....,# #..,#####",
        "7|....#,..# #,#####",
        "8|#####,..# #,....#",
      })
  void turnsAnFUpright(int orientation, String stored) {
    GreyImage f = Pictures.drawn("###", "#  ", "## ", "#  ", "#  ");
    GreyImage upright = Pictures.drawn(stored.replace('.', ' ').split(",")).upright(orientation);
    assertEquals(3, upright.width());
    assertEquals(5, upright.height());
    assertArrayEquals(f.pixels(), upright.pixels());
  }

  @Test
  void drawsAQuarterOfTheRangeInEachShade() throws InputException {
    byte[] pixels = Pictures.bytes(0, 1, 64, 65, 128, 129, 192, 193, 255, 0);
    assertEquals(
        List.of(
            "┌──────────┐", //
            "│  ░░░░▒▒▒▒│",
            "│▓▓▓▓████  │",
            "└──────────┘"),
        new GreyImage(5, 2, pixels).drawing("x"));
  }

  @Test
  void drawsUpTo256RowsAndColumns() throws InputException {
    assertEquals(258, new GreyImage(256, 256, new byte[1 << 16]).drawing("x").size());
    assertRefused("257x1", new GreyImage(257, 1, new byte[257]));
    assertRefused("1x257", new GreyImage(1, 257, new byte[257]));
  }

  private static void assertRefused(String found, GreyImage image) {
    InputException e = assertThrows(InputException.class, () -> image.drawing("x"));
    assertEquals(
        "x: images too large to be drawn (expected at most 256x256 pixels, found " + found + ")",
        e.getMessage());
  }
}
