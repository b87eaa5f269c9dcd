package mnisteval.picture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

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
}
