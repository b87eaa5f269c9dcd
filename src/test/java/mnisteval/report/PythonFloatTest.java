package mnisteval.report;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expected texts are what Python 3.11 prints for {@code str(k / n)}; see make_fractions.py. */
final class PythonFloatTest {
  @Test
  void writesEveryTenThousandth() throws IOException {
    List<String> expected = lines("fractions-10000.txt");
    assertEquals(10_001, expected.size());
    for (int k = 0; k <= 10_000; k++) {
      assertEquals(expected.get(k), PythonFloat.text(k, 10_000));
    }
  }

  @Test
  void writesFractionsOfManyWholes() throws IOException {
    List<String> lines = lines("fractions-spread.tsv");
    assertEquals(25_033, lines.size());
    for (String line : lines) {
      String[] fields = line.split("\t");
      long part = Long.parseLong(fields[0]);
      long whole = Long.parseLong(fields[1]);
      assertEquals(fields[2], PythonFloat.text(part, whole), fields[0] + " / " + fields[1]);
    }
  }

  @ParameterizedTest(name = "{0} / {1}")
  @CsvSource({
    "0,                1,                0.0",
    "1,                1,                1.0",
    "0,                10000,            0.0",
    "10000,            10000,            1.0",
    "9352,             10000,            0.9352",
    "9864,             10000,            0.9864",
    "1,                2,                0.5",
    "1,                3,                0.3333333333333333",
    "2,                3,                0.6666666666666666",
    "999999,           1000000,          0.999999",
    "9007199254740991, 9007199254740992, 0.9999999999999999",
  })
  void writesFractions(long part, long whole, String expected) {
    assertEquals(expected, PythonFloat.text(part, whole));
  }

  @ParameterizedTest(name = "{0} / {1}")
  @CsvSource({
    "1,       10000,            0.0001",
    "1,       10001,            9.999000099990002e-05",
    "1,       100000,           1e-05",
    "12,      1000000,          1.2e-05",
    "1,       9999999999,       1.0000000001e-10",
    "1,       1000000000,       1e-09",
    "1,       10000000000,      1e-10",
    "1,       9007199254740992, 1.1102230246251565e-16",
    "1,       1000000000000000, 1e-15",
  })
  void writesAnExponentBelowOneTenThousandth(long part, long whole, String expected) {
    assertEquals(expected, PythonFloat.text(part, whole));
  }

  /** 65539 / 2^17 is 0.50002288818359375, and 65537 / 2^17 is 0.50000762939453125. */
  @Test
  void choosesTheEvenOneOfTwoNearestTexts() {
    assertAll(
        () -> assertEquals("0.5000228881835938", PythonFloat.text(65539, 131072)),
        () -> assertEquals("0.5000076293945312", PythonFloat.text(65537, 131072)));
  }

  /** 2^-44 is 5.6843418860808014...e-14, but the text that ends in 1 is another double. */
  @Test
  void choosesTheTextThatGivesTheSameDoubleBeforeTheNearerOne() {
    assertEquals("5.684341886080802e-14", PythonFloat.text(1, 1L << 44));
  }

  private static List<String> lines(String resource) throws IOException {
    try (InputStream in = PythonFloatTest.class.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }
}
