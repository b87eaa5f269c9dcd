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
 * line is the arguments with tabs between them. Prints for each its exit code, milliseconds and
 * what it said.
 */
public final class HostileRuns {
  private HostileRuns() {}

  /** Needs one argument, the file. */
  public static void main(String[] args) throws IOException {
    List<String> lines = Files.readAllLines(Path.of(args[0]));
    for (String line : lines) {
      ByteArrayOutputStream said = new ByteArrayOutputStream();
      PrintStream out = new PrintStream(said, false, StandardCharsets.UTF_8);
      long start = System.nanoTime();
      int code = Main.run(line.split("\t"), new ByteArrayInputStream(new byte[0]), out, out);
      long millis = (System.nanoTime() - start) / 1_000_000;
      String text = said.toString(StandardCharsets.UTF_8).strip().replace('\n', ' ');
      System.out.println(code + "\t" + millis + "\t" + line.replace('\t', ' ') + "\t" + text);
    }
  }
}
