package mnisteval.drawing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ShadesTest {
  @Test
  void drawsAQuarterOfTheRangeInEachShade() {
    byte[] pixels = Pictures.bytes(0, 1, 64, 65, 128, 129, 192, 193, 255, 0);
    assertEquals(
        List.of(
            "┌──────────┐", //
            "│  ░░░░▒▒▒▒│",
            "│▓▓▓▓████  │",
            "└──────────┘"),
        Shades.of(new GreyImage(5, 2, pixels)));
  }
}
