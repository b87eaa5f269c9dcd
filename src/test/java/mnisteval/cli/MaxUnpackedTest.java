package mnisteval.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import mnisteval.Run;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What {@code --max-unpacked} accepts, and what the example weights of 181,800 bytes make of it.
 */
final class MaxUnpackedTest {
  private static final Path EXAMPLE = Path.of("data", "example_weight.pkl");

  @TempDir Path folder;

  private static Run evaluate(Path weights, String size) {
    return Run.of("--weights", weights.toString(), "--limit", "1", "--max-unpacked", size);
  }

  private Path zipped() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(Files.readAllBytes(EXAMPLE));
    }
    return Files.write(folder.resolve("zipped"), bytes.toByteArray());
  }

  @ParameterizedTest
  @ValueSource(strings = {"999999999G", "999999999", "1G", "3m", "180k", "180K", "181800"})
  void acceptsAsManyBytes(String size) throws IOException {
    Run expected = new Run(0, "Accuracy:1.0\n", "");
    assertEquals(expected, evaluate(EXAMPLE, size));
    assertEquals(expected, evaluate(zipped(), size));
  }

  @Test
  void refusesMoreBytes() throws IOException {
    String start = ": too large (expected at most 181799 bytes, found ";
    String end = "; --max-unpacked accepts more)\n";
    assertEquals(
        new Run(3, "", "mnist-eval: " + EXAMPLE + start + "181800" + end),
        evaluate(EXAMPLE, "181799"));
    Path zipped = zipped();
    assertEquals(
        new Run(3, "", "mnist-eval: " + zipped + start + "more" + end), evaluate(zipped, "181799"));
  }

  @Test
  void limitsStandardInput() {
    assertEquals(
        new Run(
            3,
            "",
            "mnist-eval: standard input: too large (expected at most 1024 bytes, found more;"
                + " --max-unpacked accepts more)\n"),
        Run.withInput(new byte[1025], "--weights", "-", "--max-unpacked", "1K"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "0G", "G", "-1", "1.5G", "1GB", "1 G", "1000000000", "\u0661"})
  void refusesWhatIsNoSize(String size) {
    assertEquals(
        new Run(
            2,
            "",
            "mnist-eval: Invalid value for option '--max-unpacked': expected a number of bytes from"
                + " 1 to 999999999, or of K, M or G, found '"
                + size
                + "' (mnist-eval --help shows all options)\n"),
        evaluate(EXAMPLE, size));
  }
}
