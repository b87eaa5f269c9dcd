package mnisteval;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Runs the program once for each kind of run that users have, all in one JVM: the archive of
 * classes holds what they load. It is part of the distribution, since an archive is valid only for
 * the very module it was made from.
 */
public final class Training {
  private static final int DEFECT = 1;

  private Training() {}

  /** Needs the weights, a folder with images, labels, a picture and .npz, and one to write to. */
  public static void main(String[] args) throws IOException {
    String weights = args[0];
    String folder = args[1];
    String[][] runs = {
      {"--weights", weights},
      {"--weights", weights, "--expect", "0.9864", "--tolerance", "0"},
      {"--weights", weights, "--min-accuracy", "0.999"},
      {"--weights", weights, "--metrics"},
      {"--weights", weights, "--metrics", "--limit", "500", "--threads", "2", "--format", "json"},
      {"--weights", weights, "--limit", "500", "--format", "markdown"},
      {"--weights", weights, "--limit", "500", "--predictions", folder + "/predictions.csv"},
      {"--weights", weights, "--html", folder + "/report.html", "--output", folder + "/report"},
      {"--weights", weights, weights, "--limit", "500", "--activation", "sigmoid"},
      {"--weights", folder + "/network.npz", "--limit", "500"},
      {"--weights", folder + "/gone.pkl"},
      {"--weights", "http://localhost:1/gone.pkl"},
      {"--weights", weights, "--html", folder + "/report.html"},
      {"predict", "--weights", weights, folder + "/picture.png"},
      {"predict", "--weights", weights, "--index", "3"},
      {"predict", "--help"},
      {"draw", "--weights", weights, "--output", folder + "/draw.html"},
      {"inspect", weights},
      {"merge", "--help"},
      {"inspect", "--help"},
      {"generate-completion"},
      {"--weights"},
      {"--help"},
      {"--version"},
    };
    for (String[] run : runs) {
      PrintStream nowhere =
          new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
      ByteArrayInputStream nothing = new ByteArrayInputStream(new byte[0]);
      int code = Main.run(run, nothing, nowhere, nowhere);
      if (code == DEFECT) {
        throw new AssertionError(String.join(" ", run));
      }
    }
    // Through the classes that end a program, as Main does.
    System.exit(Files.exists(Path.of(folder, "report.html")) ? 0 : 1);
  }
}
