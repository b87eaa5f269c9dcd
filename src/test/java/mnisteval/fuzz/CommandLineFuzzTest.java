package mnisteval.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import mnisteval.Main;
import org.junit.jupiter.api.io.TempDir;

/**
 * With any arguments and any content of the files they name, no run ends as a defect (exit code 1),
 * and its output is lines of its own. The fuzzer's bytes are the arguments, a line each; a marker;
 * then the files that {@code %1}, {@code %2} and {@code %3} in the arguments stand for, with
 * markers between them. Standard input is the first of them.
 */
final class CommandLineFuzzTest {
  private static final int FILES = 3;

  @TempDir static Path folder;

  @FuzzTest
  void endsWithAnExitCodeAndItsLines(byte[] bytes) throws IOException {
    Promise promise = new Promise();
    Parts parts = new Parts(bytes);
    String arguments = new String(parts.part(0), StandardCharsets.UTF_8);
    // Only the files of this test: no devices that never end, no other files of this machine.
    if (arguments.indexOf('/') >= 0) {
      return;
    }
    // No run writes files.
    if (arguments.contains("draw")
        || arguments.contains("--output")
        || arguments.contains("--html")
        || arguments.contains("--predictions")) {
      return;
    }
    for (int i = 1; i <= FILES; i++) {
      Path file = folder.resolve(Integer.toString(i));
      arguments = arguments.replace("%" + i, file.toString());
      Files.write(file, parts.part(i));
      if (new String(parts.part(i), StandardCharsets.ISO_8859_1).indexOf('/') >= 0
          && arguments.indexOf('@') >= 0) {
        return;
      }
    }
    for (String argument : arguments.split("\n")) {
      if (new File(argument).isDirectory()) {
        return; // What lies below it is read, here the whole project.
      }
    }
    check(arguments.split("\n"), parts.part(1));
    promise.requireTime();
  }

  private static void check(String[] arguments, byte[] input) {
    ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
    ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
    int code =
        Main.run(
            arguments,
            new ByteArrayInputStream(input),
            new PrintStream(outBytes, false, StandardCharsets.UTF_8),
            new PrintStream(errBytes, false, StandardCharsets.UTF_8));
    String out = outBytes.toString(StandardCharsets.UTF_8);
    String err = errBytes.toString(StandardCharsets.UTF_8);
    switch (code) {
      case 0 -> {
        if (!err.isEmpty()) {
          requireLines(err, Integer.MAX_VALUE); // notes on how networks were read and run
        }
        assertTrue(
            out.matches("Accuracy:[0-9.e-]+\n")
                || isReport(out)
                || out.startsWith("Usage: mnist-eval ")
                || out.startsWith("Measures the accuracy")
                || out.equals("mnist-eval unpackaged\n"),
            out);
      }
      case 2 -> {
        assertEquals("", out);
        requireLines(err, 1);
      }
      case 3 -> {
        // Each network that cannot be evaluated beside others has a row and a line; each file
        // that cannot be inspected has a line.
        boolean inspected = arguments[0].equals("inspect");
        assertTrue(out.isEmpty() || isReport(out) || inspected, out);
        requireLines(err, isReport(out) ? Integer.MAX_VALUE : inspected ? arguments.length : 1);
      }
      case 4 -> {
        assertTrue(out.matches("Accuracy:[0-9.e-]+\n") || isReport(out), out);
        requireLines(err, isReport(out) ? Integer.MAX_VALUE : 2);
      }
      default -> throw new AssertionError("exit code " + code + ": " + err);
    }
  }

  /** Whether it is the output of several networks, or of options such as --metrics. */
  private static boolean isReport(String out) {
    return out.startsWith("rank  accuracy ")
        || out.startsWith("Accuracy:")
        || out.startsWith("{\n  \"schema\": \"mnist-eval/1\"")
        || out.startsWith("## mnist-eval");
  }

  private static void requireLines(String err, int most) {
    if (err.contains("\n\tat ")) {
      return; // --stacktrace was asked for
    }
    assertTrue(err.endsWith("\n"), err);
    String[] lines = err.substring(0, err.length() - 1).split("\n", -1);
    assertTrue(lines.length <= most, err);
    for (String line : lines) {
      Promise.requireLine("mnist-eval: ", line);
    }
  }
}
