package mnisteval.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import mnisteval.Run;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The names of subcommands on the command line: before options, after them, and misspelt. */
final class CommandWordsTest {
  private static final String EXAMPLE = "data/example_weight.pkl";

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "help, --help",
    "help predict, predict --help",
    "help inspect, inspect --help",
    "help draw, draw --help",
    "help help, --help",
    "--help predict, predict --help",
  })
  void helps(String words, String options) {
    Run run = Run.of(words.split(" "));
    assertTrue(run.out().startsWith("Usage: mnist-eval "), run.out());
    assertEquals(Run.of(options.split(" ")), run);
  }

  /** Each is one or two letters away: left out, exchanged, changed, put in. */
  @ParameterizedTest
  @CsvSource({
    "inspct net.pkl, inspct, inspect",
    "predcit --index 3 --weights net.pkl, predcit, predict",
    "Predict x.png, Predict, predict",
    "--stacktrace inspects net.pkl, inspects, inspect",
    "--weights net.pkl perdit x.png, perdit, predict",
    "generate_completions, generate_completions, generate-completion",
    "darw net.pkl, darw, draw",
    "hlep, hlep, help",
    "help inspekt, inspekt, inspect",
  })
  void recognisesAMisspeltName(String arguments, String word, String meant) {
    String error =
        "mnist-eval: No such file or command: '"
            + (word + "'; did you mean " + meant + "? (mnist-eval --help shows all options)\n");
    assertEquals(error, Run.of(arguments.split(" ")).err().replaceAll("\tat .*\n|picocli.*\n", ""));
    assertEquals(2, Run.of(arguments.split(" ")).code());
  }

  @ParameterizedTest
  @ValueSource(strings = {"gone", "tulip", "prefix", "in", "inspct.pkl", "x/inspct", "predict2"})
  void takesOtherWordsForFiles(String file) {
    assertEquals(new Run(3, "", "mnist-eval: " + file + ": no such file\n"), Run.of(file));
  }

  @Test
  void takesTheValueOfAnOptionForAFile() {
    String error = "mnist-eval: predict: no such file\n";
    assertEquals(new Run(3, "", error), Run.of("--quiet", "--weights", "predict"));
    assertEquals(new Run(3, "", error), Run.of("--quiet", "--", "predict"));
    error = "mnist-eval: predcit: no such file\n";
    assertEquals(new Run(3, "", error), Run.of("--quiet", "--weights", "predcit"));
  }

  @ParameterizedTest
  @CsvSource({
    "--stacktrace inspect data/example_weight.pkl, inspect data/example_weight.pkl",
    "--show 0 inspect data/t10k-labels-idx1-ubyte.gz, inspect --show 0 data/t10k-labels-idx1-ubyte.gz",
    "--weights data/example_weight.pkl --brief predict --index 7, predict --weights"
        + " data/example_weight.pkl --brief --index 7",
    "--weights=data/example_weight.pkl --index 7 predict, predict --weights"
        + " data/example_weight.pkl --index 7",
  })
  void takesOptionsBeforeTheName(String arguments, String same) {
    Run run = Run.of(arguments.split(" "));
    assertEquals(0, run.code(), run.err());
    assertEquals(Run.of(same.split(" ")), run);
  }

  @Test
  void namesTheCommandWhoseOptionIsUnknown() {
    String error =
        "mnist-eval: Unknown option: '--quiet' (mnist-eval predict --help shows all options)\n";
    assertEquals(new Run(2, "", error), Run.of("--quiet", "predict", "--weights", EXAMPLE, "x"));
  }

  @Test
  void readsAFileThatIsCalledMuchLikeACommand() throws Exception {
    Path file = Files.copy(Path.of(EXAMPLE), folder.resolve("inspct"));
    assertEquals(new Run(0, "Accuracy:0.9864\n", ""), Run.of(file.toString()));
    assertEquals("inspect", CommandWords.near("inspct"));
    assertEquals(-1, CommandWords.find(new String[] {file.toString()}));
  }
}
