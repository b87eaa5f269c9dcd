package mnisteval.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import mnisteval.Main;
import mnisteval.Run;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The completion script, as bash runs it. */
final class CompletionTest {
  private static final String HINT = " (mnist-eval --help shows all options)\n";

  @TempDir static Path folder;

  @BeforeAll
  static void writeScript() throws IOException {
    Run run = Run.of("generate-completion");
    assertEquals(new Run(0, run.out(), ""), run);
    Files.writeString(folder.resolve("script"), run.out());
    Files.createFile(folder.resolve("weights.pkl"));
    Files.createFile(folder.resolve("my seven.png"));
    Files.createFile(Files.createDirectory(folder.resolve("data")).resolve("t10k images"));
  }

  /** The word to complete is the last one, of which x stands for none. */
  @ParameterizedTest
  @CsvSource({
    "--activation x, auto sigmoid relu tanh leaky_relu gelu elu softplus identity",
    "--activation r, relu",
    "--weights a --pixels x, auto unit raw",
    "--split te, test",
    "--act, --activation",
    "--weights a --t, --transpose --tolerance --tolerance-p --top-k --threads",
    "--weights w, weights.pkl",
    "--data d, data",
    "--images w, weights.pkl",
    "--labels w, weights.pkl",
    "--output w, weights.pkl",
    "--class-names w, weights.pkl",
    "--layout x, auto in-out out-in",
    "--format j, json",
    "--sha256 x, ''",
    "w, weights.pkl",
    "--quiet --threads 2 w, weights.pkl",
    "weights.pkl my, my seven.png",
    "predict m, my seven.png",
    "predict --weights weights.pkl --brief m, my seven.png",
    "predict --weights w, weights.pkl",
    "inspect data/, data/t10k images",
    "merge w, weights.pkl",
    "merge --js, --json",
    "inspect --show 1 weights.pkl w, weights.pkl",
    "--q, --quiet",
    "gen, generate-completion",
    "generate-completion --, --help --stacktrace",
    "predict --br, --brief",
    "dr, draw",
    "draw --weights w, weights.pkl",
    "draw --op, --open",
    "inspect --sh, --show",
  })
  void completes(String line, String words) throws Exception {
    assertEquals(words, complete(line));
  }

  @ParameterizedTest
  @CsvSource({"x, predict", "x, inspect", "x, weights.pkl", "predict x, my seven.png"})
  void offersSubcommandsAndFilesBeforeAnythingIsTyped(String line, String offer) throws Exception {
    assertTrue(complete(line).contains(offer));
  }

  @Test
  void completesEveryOption() throws Exception {
    List<String> completed = List.of(complete("-").split(" "));
    for (String name : Options.names()) {
      assertTrue(completed.contains(name), name);
    }
  }

  @Test
  void helps() {
    Run run = Run.of("generate-completion", "--help");
    assertEquals(0, run.code());
    assertTrue(run.out().startsWith("Usage: mnist-eval generate-completion\n"), run.out());
    assertTrue(run.out().contains("\n  source <(mnist-eval generate-completion)\n"), run.out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "generate-completion"})
  void takesNoArguments(String argument) {
    Run run = Run.of("generate-completion", argument);
    String hint = HINT.replace("mnist-eval", "mnist-eval generate-completion");
    String error = "mnist-eval: Unexpected argument: '" + argument + "'" + hint;
    assertEquals(new Run(2, "", error), run);
  }

  @Test
  void isAFileInAnyOtherPlace() {
    Run run = Run.of("--quiet", "--", "generate-completion");
    assertEquals(new Run(3, "", "mnist-eval: generate-completion: no such file\n"), run);
  }

  @Test
  void saysThatStandardOutputIsFull() {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("No space left on device");
          }
        };
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        Main.run(
            new String[] {"generate-completion"},
            new ByteArrayInputStream(new byte[0]),
            new PrintStream(full, false, StandardCharsets.UTF_8),
            new PrintStream(err, false, StandardCharsets.UTF_8));
    assertEquals(3, code);
    assertEquals(
        "mnist-eval: standard output: cannot be written\n", err.toString(StandardCharsets.UTF_8));
  }

  private static String complete(String line) throws Exception {
    List<String> words = new ArrayList<>(List.of(("mnist-eval " + line).split(" ")));
    int last = words.size() - 1;
    if (words.get(last).equals("x")) {
      words.set(last, "''");
    }
    String bash =
        "source ./script; COMP_WORDS=("
            + String.join(" ", words)
            + "); COMP_CWORD="
            + last
            + "; COMP_LINE=\"${COMP_WORDS[*]}\"; _complete_mnist-eval; echo \"${COMPREPLY[*]}\"";
    try {
      ProcessBuilder builder = new ProcessBuilder("bash", "--norc", "-c", bash);
      // compopt says that nobody pressed the tabulator.
      builder.redirectError(ProcessBuilder.Redirect.DISCARD).directory(folder.toFile());
      Process process = builder.start();
      byte[] out = process.getInputStream().readAllBytes();
      assertEquals(0, process.waitFor());
      return new String(out, StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      assumeTrue(false, "skipped: there is no bash here");
      throw e;
    }
  }
}
