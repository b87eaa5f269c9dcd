package mnisteval;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Runs the command once for each line of a file, all in this JVM, whose heap the caller chooses: a
 * line is the arguments with tabs between them. Prints for each its exit code, milliseconds, the
 * beginning of its standard output and its standard error, with tabs between them and escapes for
 * the ends of lines.
 */
public final class HostileRuns {
  private static final int MAX_SHOWN = 10_000;

  private HostileRuns() {}

  /** Needs one argument, the file. */
  public static void main(String[] args) throws IOException {
    List<String> lines = Files.readAllLines(Path.of(args[0]));
    for (String line : lines) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ByteArrayOutputStream err = new ByteArrayOutputStream();
      long start = System.nanoTime();
      int code =
          Main.run(
              line.split("\t"),
              new ByteArrayInputStream(new byte[0]),
              new PrintStream(out, false, StandardCharsets.UTF_8),
              new PrintStream(err, false, StandardCharsets.UTF_8));
      long millis = (System.nanoTime() - start) / 1_000_000;
      System.out.println(code + "\t" + millis + "\t" + shown(out) + "\t" + shown(err));
    }
  }

  private static String shown(ByteArrayOutputStream printed) {
    String text =
        printed.toString(StandardCharsets.UTF_8).replace("\t", "\\t").replace("\n", "\\n");
    return text.length() > MAX_SHOWN ? text.substring(0, MAX_SHOWN) : text;
  }
}
