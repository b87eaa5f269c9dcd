package mnisteval.cli.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged jar on a terminal, which the program {@code script} of util-linux makes up. */
final class TerminalIT {
  private static final Path JAR = Path.of(System.getProperty("mnisteval.jar")).toAbsolutePath();
  private static final Path EXAMPLE = Path.of("data", "example_weight.pkl").toAbsolutePath();

  @TempDir static Path folder;

  @BeforeAll
  static void requireTerminals() throws Exception {
    boolean there;
    try {
      Process version = new ProcessBuilder("script", "--version").start();
      there = new String(version.getInputStream().readAllBytes()).contains("util-linux");
    } catch (IOException e) {
      there = false;
    }
    assumeTrue(there, "skipped: there is no script of util-linux here");
  }

  @Test
  void showsABarOfALongJobAndWipesIt() throws Exception {
    String shown = onTerminal(Map.of(), longJob());
    assertTrue(shown.contains("% [="), shown);
    assertTrue(shown.contains(" 500/1000 images ("), shown);
    assertTrue(shown.endsWith("\r" + " ".repeat(76) + "\rAccuracy:1.0\r\n"), shown);
    assertFalse(shown.contains("\u001b"), shown);
  }

  @Test
  void isQuietIfAsked() throws Exception {
    assertEquals("Accuracy:1.0\r\n", onTerminal(Map.of(), longJob() + " --quiet"));
  }

  @Test
  void showsNothingInAFile() throws Exception {
    String err = folder.resolve("err").toString();
    assertEquals("Accuracy:1.0\r\n", onTerminal(Map.of(), longJob() + " 2> " + err));
    assertEquals("", Files.readString(Path.of(err)));
  }

  @Test
  void showsNothingOnATerminalThatCannotGoBack() throws Exception {
    assertEquals("Accuracy:1.0\r\n", onTerminal(Map.of("TERM", "dumb"), longJob()));
  }

  /** The ranking has it; in a file, where only one of both may be looked at, both have it. */
  @Test
  void tellsAnErrorOfARankedFileOnce() throws Exception {
    String error = "gone: no such file";
    String ranking = java() + " gone " + EXAMPLE + " --limit 1 %; true";
    String shown = onTerminal(Map.of(), ranking.replace("%", ""));
    assertEquals(1, shown.split(error, -1).length - 1, shown);
    assertTrue(shown.contains("-  " + error + "\r\n"), shown);
    Path err = folder.resolve("ranking.err");
    shown = onTerminal(Map.of(), ranking.replace("%", "2> " + err));
    assertEquals(1, shown.split(error, -1).length - 1, shown);
    assertEquals("mnist-eval: " + error + "\n", Files.readString(err));
    Path out = folder.resolve("ranking.out");
    shown = onTerminal(Map.of(), ranking.replace("%", "> " + out));
    assertEquals("mnist-eval: " + error + "\r\n", shown);
    assertTrue(Files.readString(out).contains("-  " + error + "\n"));
    shown = onTerminal(Map.of(), ranking.replace("%", "--output " + out));
    assertEquals("mnist-eval: " + error + "\r\n", shown);
  }

  @Test
  void coloursHelpUnlessToldNotTo() throws Exception {
    assertTrue(onTerminal(Map.of(), java() + " --help").contains("\u001b["));
    String plain = onTerminal(Map.of("NO_COLOR", "1"), java() + " --help");
    assertTrue(plain.startsWith("Usage: mnist-eval "), plain);
    assertFalse(plain.contains("\u001b"), plain);
  }

  /**
   * A thousand empty images, of which 400 come at once, 200 after 1.5 seconds and the others after
   * 2. By numpy the class of the example weights for an empty image is 5.
   */
  private static String longJob() throws Exception {
    Path head = folder.resolve("head");
    Path labels = folder.resolve("labels");
    Files.write(head, header(0x803, 1000, 28, 28));
    byte[] fives = Arrays.copyOf(header(0x801, 1000), 1008);
    Arrays.fill(fives, 8, 1008, (byte) 5);
    Files.write(labels, fives);
    String images = folder.resolve("images").toString();
    String zeros = "head -c $((784*%)) /dev/zero; ";
    String feed =
        "(cat "
            + head
            + "; "
            + zeros.replace("%", "400")
            + "sleep 1.5; "
            + zeros.replace("%", "200")
            + "sleep 0.5; "
            + zeros.replace("%", "400")
            + ") > "
            + images
            + " & ";
    return "rm -f "
        + images
        + "; mkfifo "
        + images
        + "; "
        + feed
        + java()
        + " --threads 1 --weights "
        + EXAMPLE
        + " --images "
        + images
        + " --labels "
        + labels;
  }

  private static byte[] header(int... numbers) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * numbers.length);
    bytes.asIntBuffer().put(numbers);
    return bytes.array();
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java") + " -jar " + JAR;
  }

  private static String onTerminal(Map<String, String> environment, String command)
      throws Exception {
    Path shown = folder.resolve("shown");
    ProcessBuilder builder = new ProcessBuilder("script", "-qec", command, "/dev/null");
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    builder.environment().remove("NO_COLOR");
    builder.environment().put("TERM", "xterm");
    builder.environment().putAll(environment);
    builder.redirectOutput(shown.toFile()).redirectInput(Path.of("/dev/null").toFile());
    assertEquals(0, builder.start().waitFor());
    return Files.readString(shown, StandardCharsets.UTF_8);
  }
}
