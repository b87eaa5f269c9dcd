package mnisteval;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import mnisteval.cli.Options;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The distribution, copied to another folder, with no Java in sight. Each script is run by a shell,
 * in which {@code $EVAL} is the launcher and {@code $WEIGHTS} the example weights.
 */
@EnabledOnOs(OS.LINUX)
final class DistributionIT {
  private static final Path MADE = Path.of(System.getProperty("mnisteval.dist"));
  private static final Path WEIGHTS = Path.of("data", "example_weight.pkl").toAbsolutePath();
  private static final Run ANSWER = new Run(0, "Accuracy:0.9864\n", "");

  @TempDir static Path folder;

  private static Path moved;

  @BeforeAll
  static void copy() throws IOException {
    assumeTrue(Files.exists(MADE), "skipped: mvn -f src/dist/pom.xml package has not made " + MADE);
    moved = folder.resolve("another $HOME * place");
    try (Stream<Path> paths = Files.walk(MADE)) {
      for (Path path : paths.toList()) {
        Files.copy(path, moved.resolve(MADE.relativize(path).toString()));
      }
    }
  }

  @Test
  void evaluates() throws Exception {
    assertEquals(ANSWER, run("\"$EVAL\" --weights \"$WEIGHTS\""));
  }

  @Test
  void saysWhatTheJarSays() throws Exception {
    String arguments = " --weights \"$WEIGHTS\" --metrics --top-k '2,3' --class-names '*,a b,,d'";
    assertEquals(jar(arguments), run("\"$EVAL\"" + arguments));
    arguments = " --weights \"$WEIGHTS\" --metrics";
    assertEquals(jar(arguments), run("\"$EVAL\"" + arguments));
    assertEquals(jar(" --help"), run("\"$EVAL\" --help"));
    assertEquals(jar(" --version"), run("\"$EVAL\" --version"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--wieghts x",
        "--weights gone.pkl",
        "--weights 'a  b' ''",
        "--weights \"$WEIGHTS\" --min-accuracy 0.99",
        "--weights \"$WEIGHTS\" --images /dev/null --labels /dev/null",
        "predict --weights \"$WEIGHTS\" --index 7",
        "predict --weights \"$WEIGHTS\" gone.png",
        "draw --weights \"$WEIGHTS\" --output /dev/null",
        "inspect \"$WEIGHTS\"",
      })
  void endsAsTheJarDoes(String arguments) throws Exception {
    assertEquals(jar(" " + arguments), run("\"$EVAL\" " + arguments));
  }

  @Test
  void namesAFileThatIsMissing() throws Exception {
    Path labels = moved.resolve("data/t10k-labels-idx1-ubyte");
    Path aside = Files.move(labels, folder.resolve("aside"));
    try {
      String error = "mnist-eval: bundled t10k-labels-idx1-ubyte: no such file\n";
      assertEquals(new Run(3, "", error), run("\"$EVAL\" --weights \"$WEIGHTS\""));
    } finally {
      Files.move(aside, labels);
    }
  }

  @Test
  void exitsWithTheCodeOfTheProgram() throws Exception {
    assertEquals(2, run("\"$EVAL\" --wieghts x").code());
    assertEquals(3, run("\"$EVAL\" --weights gone.pkl").code());
    assertEquals(4, run("\"$EVAL\" --weights \"$WEIGHTS\" --min-accuracy 0.99").code());
  }

  @Test
  void endsByASignalAsTheProgramDoes() throws Exception {
    String script =
        "mkfifo fifo; \"$EVAL\" --weights fifo & exec 3> fifo; kill $!; wait $!; code=$?;"
            + " rm fifo; exit $code";
    assertEquals(new Run(143, "", ""), run(script));
  }

  @Test
  void isFoundThroughLinksAndThePath() throws Exception {
    String weights = " --weights \"$WEIGHTS\"";
    assertEquals(ANSWER, run("ln -s \"$EVAL\" one; ln -s one two; ./two" + weights));
    assertEquals(ANSWER, run("PATH=\"${EVAL%/*}:$PATH\"; mnist-eval" + weights));
    assertEquals(ANSWER, run("cd \"${EVAL%/*}\"; sh mnist-eval" + weights));
    assertEquals(ANSWER, run("cd \"${EVAL%/*}/..\"; bin/mnist-eval" + weights));
  }

  @Test
  void takesOptionsForTheJvm() throws Exception {
    String options = "'-Xmx64m  -Dx=* -XshowSettings:vm -version'";
    Run run = run("MNIST_EVAL_JAVA_OPTIONS=" + options + " \"$EVAL\"");
    assertTrue(run.err().contains("Max. Heap Size: 64.00M"), run.err());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--metrics", "--help"})
  void takesEveryClassFromTheArchive(String arguments) throws Exception {
    String log = "-Xlog:class+load:file=load:none";
    String script = "MNIST_EVAL_JAVA_OPTIONS='" + log + "' \"$EVAL\" --weights \"$WEIGHTS\" ";
    assertEquals(0, run(script + arguments).code());
    List<String> loaded = Files.readAllLines(folder.resolve("load"));
    assertEquals(List.of(), loaded.stream().filter(DistributionIT::fromAFile).toList());
    assertTrue(loaded.stream().anyMatch(line -> line.startsWith("mnisteval.Main ")));
    boolean picocli = loaded.stream().anyMatch(line -> line.startsWith("picocli."));
    assertTrue(picocli || arguments.isEmpty());
  }

  /** Not made by the JVM as it runs, as proxies and lambdas are. */
  private static boolean fromAFile(String line) {
    return line.contains("source: jrt:") || line.contains("source: file:");
  }

  @Test
  void holdsTheLicences() {
    assertTrue(Files.exists(moved.resolve("LICENSE")));
    assertTrue(Files.exists(moved.resolve("legal/THIRD-PARTY.txt")));
    assertTrue(Files.exists(moved.resolve("runtime/legal/java.base/LICENSE")));
    assertFalse(Files.exists(moved.resolve("runtime/bin/keytool")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-predict", "-draw", "-inspect", "-merge", "-generate-completion"})
  void hasAManualPageThatManRendersWithoutWarnings(String command) throws Exception {
    String page = manual("mnist-eval" + command);
    String title = "MNIST-EVAL" + command.toUpperCase(Locale.ROOT) + "(1)";
    assertTrue(page.startsWith(title), page);
    for (String section : List.of("NAME mnist-eval" + command + " - ", "SYNOPSIS", "OPTIONS")) {
      assertTrue(page.contains(" " + section), section);
    }
    assertTrue(page.contains(" mnist-eval " + System.getProperty("mnisteval.version") + " "), page);
    assertTrue(page.contains(" 2026-01-01 "), page);
  }

  /** The sections that man-pages(7) asks of a command. */
  @Test
  void hasTheUsualSectionsInTheManualPage() throws Exception {
    String page = manual("mnist-eval");
    for (String section :
        List.of("NAME", "SYNOPSIS", "DESCRIPTION", "EXIT STATUS", "EXAMPLES", "ENVIRONMENT")) {
      assertTrue(page.contains(" " + section + " "), section);
    }
  }

  @Test
  void describesEveryOptionInTheManualPageAsInTheHelp() throws Exception {
    String page = manual("mnist-eval");
    for (OptionSpec option : Options.all()) {
      assertTrue(page.contains(" " + String.join(", ", option.names())), option.longestName());
      String description = String.join(" ", option.description());
      assertTrue(page.contains(description), description + "\n" + page);
    }
  }

  @Test
  void completesInBash() throws Exception {
    String script =
        "source \"$COMPLETIONS/mnist-eval\"; COMP_WORDS=(mnist-eval --act); COMP_CWORD=1;"
            + " _complete_mnist-eval 2>/dev/null; echo \"${COMPREPLY[*]}\"";
    assertEquals("--activation\n", shell("bash", "--norc", "-c", script));
  }

  /** Zsh finds the function by its file, and calls it with what was typed. */
  @Test
  void completesInZsh() throws Exception {
    String script =
        "fpath=(\"$FUNCTIONS\" $fpath); autoload -U compinit; compinit -u -D;"
            + " compadd() { print -r -- \"$@\" }; words=(mnist-eval --act); CURRENT=2;"
            + " $_comps[mnist-eval]";
    String added = shell("zsh", "-f", "-c", script);
    assertTrue(added.contains(" --activation "), added);
  }

  /** A page as {@code man} shows it, with one space for each gap. */
  private static String manual(String name) throws Exception {
    Path page = moved.resolve("share/man/man1").resolve(name + ".1");
    Path copy = Files.copy(page, folder.resolve(name + ".1"), REPLACE_EXISTING);
    String shown = shell("man", "--warnings=w", "-l", copy.toString());
    return shown.replace("\u2019", "'").replaceAll("\\s+", " ");
  }

  /** What a program of the system prints, and nothing to standard error; skipped without it. */
  private static String shell(String... command) throws Exception {
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("MANWIDTH", "200");
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder
        .environment()
        .put("COMPLETIONS", moved.resolve("share/bash-completion/completions").toString());
    builder.environment().put("FUNCTIONS", moved.resolve("share/zsh/site-functions").toString());
    Process process;
    try {
      process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    } catch (IOException e) {
      assumeTrue(false, "skipped: there is no " + command[0] + " here");
      throw e;
    }
    assertEquals(0, process.waitFor());
    assertEquals("", Files.readString(err));
    return Files.readString(out);
  }

  private static Run jar(String arguments) throws Exception {
    return run("\"$JAVA\" -jar \"$JAR\"" + arguments);
  }

  private static Run run(String script) throws Exception {
    ProcessBuilder builder = new ProcessBuilder("sh", "-c", script).directory(folder.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("JAVA_"));
    builder.environment().put("PATH", pathWithoutJava().toString());
    builder.environment().put("EVAL", moved.resolve("bin/mnist-eval").toString());
    builder.environment().put("WEIGHTS", WEIGHTS.toString());
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.environment().put("JAR", System.getProperty("mnisteval.jar"));
    builder
        .environment()
        .put("JAVA", Path.of(System.getProperty("java.home"), "bin", "java").toString());
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    int code = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start().waitFor();
    return new Run(
        code,
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }

  /** A folder with the few commands that the scripts and the launcher call. */
  private static Path pathWithoutJava() throws IOException {
    Path commands = folder.resolve("commands");
    if (!Files.exists(commands)) {
      Files.createDirectory(commands);
      for (String command : List.of("sh", "ln", "readlink", "mkfifo", "rm")) {
        Path script = commands.resolve(command);
        Files.writeString(script, "#!/bin/sh\nPATH=/bin:/usr/bin exec " + command + " \"$@\"\n");
        assertTrue(script.toFile().setExecutable(true));
      }
    }
    return commands;
  }
}
