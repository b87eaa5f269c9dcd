package mnisteval.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import mnisteval.input.InputException;
import org.junit.jupiter.api.Test;

final class TerminalDrawingTest {
  @Test
  void drawsAQuarterOfTheRangeInEachShade() throws InputException {
    byte[] pixels = Pictures.bytes(0, 1, 64, 65, 128, 129, 192, 193, 255, 0);
    assertEquals(
        List.of(
            "┌──────────┐", //
            "│  ░░░░▒▒▒▒│",
            "│▓▓▓▓████  │",
            "└──────────┘"),
        TerminalDrawing.of(new GreyImage(5, 2, pixels), "x"));
  }

  @Test
  void drawsUpTo256RowsAndColumns() throws InputException {
    assertEquals(258, TerminalDrawing.of(new GreyImage(256, 256, new byte[1 << 16]), "x").size());
    assertRefused("257x1", new GreyImage(257, 1, new byte[257]));
    assertRefused("1x257", new GreyImage(1, 257, new byte[257]));
  }

  private static void assertRefused(String found, GreyImage image) {
    InputException e = assertThrows(InputException.class, () -> TerminalDrawing.of(image, "x"));
    assertEquals(
        "x: images too large to be drawn (expected at most 256x256 pixels, found " + found + ")",
        e.getMessage());
  }
}
