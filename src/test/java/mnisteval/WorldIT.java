package mnisteval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Runs of the packaged jar with closed streams, full disks, signals, other locales and odd names.
 * Each script is run by a shell in a folder with the example weights {@code net.pkl}: {@code $EVAL}
 * is the program and {@code $DATA} the folder of the MNIST test set.
 */
@EnabledOnOs(OS.LINUX)
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class WorldIT {
  private static final Run ANSWER = new Run(0, "Accuracy:0.9864\n", "");
  private static final Path DATA = Path.of("data").toAbsolutePath();

  @TempDir Path folder;

  private final List<String> filesBefore = new ArrayList<>();

  @BeforeEach
  void copyWeights() throws IOException {
    Files.copy(DATA.resolve("example_weight.pkl"), folder.resolve("net.pkl"));
    filesBefore.add("net.pkl");
  }

  // Standard output and input.

  @Test
  void saysThatStandardOutputIsClosed() throws Exception {
    Run expected = new Run(3, "", "mnist-eval: standard output: cannot be written\n");
    assertEquals(expected, run("$EVAL --weights net.pkl >&-"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "--version"})
  void endsWhenTheReaderOfAPipeHasGone(String option) throws Exception {
    assertEquals("", run("(sleep 0.3; exec $EVAL " + option + ") | true").err());
  }

  /** Other tools are ended by SIGPIPE, number 13, of which a shell makes 141. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "--weights net.pkl",
        "net.pkl --predictions -",
        "net.pkl --format json",
        "inspect net.pkl",
        "predict --weights net.pkl --index 0",
        "draw net.pkl --output -",
        "generate-completion",
      })
  void endsQuietlyWhenNobodyReadsItsAnswer(String arguments) throws Exception {
    String script = "(sleep 0.3; $EVAL " + arguments + "; echo $? > code) | true; cat code";
    assertEquals(new Run(0, "141\n", ""), run(script));
  }

  @Test
  void endsQuietlyAfterTheFirstLines() throws Exception {
    Run run = run("$EVAL net.pkl --predictions - | head -1");
    String header = "index,label,predicted,p0,p1,p2,p3,p4,p5,p6,p7,p8,p9\n";
    assertEquals(new Run(0, header, ""), run);
  }

  @Test
  void answersAPipeThatTakesOneLine() throws Exception {
    assertEquals(ANSWER, run("$EVAL --weights net.pkl | head -1"));
  }

  @Test
  void exitsWithItsCodeThoughAllIsClosed() throws Exception {
    assertEquals(new Run(3, "", ""), run("$EVAL --weights gone.pkl >&- 2>&- <&-"));
  }

  @Test
  void saysThatTheDiskIsFull() throws Exception {
    assumeTrue(Files.exists(Path.of("/dev/full")), "skipped: there is no /dev/full here");
    Run expected = new Run(3, "", "mnist-eval: standard output: cannot be written\n");
    assertEquals(expected, run("$EVAL --weights net.pkl > /dev/full"));
    assertEquals(new Run(3, "", ""), run("$EVAL --weights gone.pkl > /dev/full 2>&1"));
  }

  @Test
  void saysThatStandardInputIsClosed() throws Exception {
    Run expected = new Run(3, "", "mnist-eval: standard input: is closed\n");
    assertEquals(expected, run("$EVAL --weights - <&-"));
  }

  @Test
  void needsNoStandardInput() throws Exception {
    assertEquals(ANSWER, run("$EVAL --weights net.pkl <&-"));
  }

  // Files.

  @Test
  void readsAFifo() throws Exception {
    assertEquals(ANSWER, run("mkfifo fifo; cat net.pkl > fifo & $EVAL --weights fifo; rm fifo"));
  }

  @Test
  void refusesWeightsThatDoNotEnd() throws Exception {
    Run run = run("\"$JAVA\" -Xmx128m -jar \"$JAR\" --weights /dev/zero");
    assertEquals(3, run.code());
    assertTrue(
        run.err().startsWith("mnist-eval: /dev/zero: too large (expected at most "), run.err());
  }

  @Test
  void refusesImagesThatDoNotEnd() throws Exception {
    Run run = run("$EVAL --weights net.pkl --images /dev/zero --labels /dev/zero");
    String message =
        "mnist-eval: /dev/zero: unknown IDX element type"
            + " (expected 0x08, 0x09 or 0x0b to 0x0e, found 0x00)\n";
    assertEquals(new Run(3, "", message), run);
  }

  @Test
  void refusesADirectoryWithoutFiles() throws Exception {
    String message = "mnist-eval: none: an empty folder (expected files of weights, found none)\n";
    Run run = run("mkdir none; $EVAL --weights none; code=$?; rmdir none; exit $code");
    assertEquals(new Run(3, "", message), run);
  }

  @Test
  void refusesALinkToItself() throws Exception {
    Run run = run("ln -s loop loop; $EVAL --weights loop; code=$?; rm loop; exit $code");
    assertEquals(3, run.code());
    assertEquals(1, run.err().lines().count(), run.err());
  }

  @Test
  void readsOnThoughTheFileVanishes() throws Exception {
    assertEquals(ANSWER, run("cp net.pkl soon; { rm soon; $EVAL --weights /dev/fd/3; } 3<soon"));
  }

  /** Images come through a pipe, so that the other file can be changed in the middle of them. */
  @Test
  void refusesLabelsThatShrinkWhileTheyAreRead() throws Exception {
    Run run =
        run(
            "gunzip -c $DATA/t10k-labels-idx1-ubyte.gz > labels; mkfifo images;"
                + " { gunzip -c $DATA/t10k-images-idx3-ubyte.gz | head -c 4000000; sleep 0.3;"
                + " : > labels; gunzip -c $DATA/t10k-images-idx3-ubyte.gz | tail -c +4000001;"
                + " } > images 2>/dev/null &"
                + " $EVAL --weights net.pkl --images images --labels labels;"
                + " code=$?; rm labels images; exit $code");
    assertEquals(3, run.code());
    assertTrue(
        run.err()
            .startsWith(
                "mnist-eval: labels: truncated"
                    + " (expected 10000 bytes for unsigned bytes of shape (10000,), found "),
        run.err());
    assertEquals("", run.out());
  }

  /** The test set is too large to be kept in so small a heap. */
  @Test
  void opensTheImagesAgainForEachNetwork() throws Exception {
    Run run = run("\"$JAVA\" -Xmx32m -jar \"$JAR\" net.pkl net.pkl");
    assertEquals("", run.err());
    assertEquals(0, run.code());
    String[] lines = run.out().split("\n");
    assertTrue(lines[1].startsWith("   1    0.9864"), run.out());
    assertTrue(lines[2].startsWith("   1    0.9864"), run.out());
    assertTrue(run.out().contains("images given different classes  0\n"), run.out());
  }

  @Test
  void refusesToReadAPipeAgainForEachNetwork() throws Exception {
    Run run =
        run(
            "gunzip -c $DATA/t10k-images-idx3-ubyte.gz | \"$JAVA\" -Xmx32m -jar \"$JAR\" net.pkl"
                + " net.pkl --images /dev/stdin --labels $DATA/t10k-labels-idx1-ubyte.gz");
    String message =
        "mnist-eval: /dev/stdin: too many images to keep them in memory for 2 networks (expected a"
            + " file that can be read again, found a pipe; java -Xmx gives more)\n";
    assertEquals(new Run(3, "", message), run);
  }

  // Signals.

  /** It waits for the weights, whose pipe is open and empty, when the signal comes. */
  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143"})
  void endsByASignal(String signal, int code) throws Exception {
    assumeTrue(!ignores(code - 128), "skipped: SIG" + signal + " is ignored here");
    Process process = start("mkfifo fifo; exec $EVAL --weights fifo");
    Path fifo = folder.resolve("fifo");
    awaitThat(process, () -> Files.exists(fifo) && catchesSignals(process));
    // This opens as soon as the program has opened the other end.
    OutputStream weights = Files.newOutputStream(fifo);
    kill(signal, Long.toString(process.pid()));
    assertEquals(new Run(code, "", ""), ended(process));
    weights.close();
    Files.delete(fifo);
    requireNothingWritten();
  }

  /** Images come through a pipe that stays open: it is in the middle of them when it is ended. */
  @ParameterizedTest
  @CsvSource({
    "INT, 130, --predictions, new.csv",
    "TERM, 143, --predictions, new.csv",
    "HUP, 129, --predictions, old.csv",
    "INT, 130, --predictions, old.csv",
    "TERM, 143, --predictions, old.csv",
    "TERM, 143, --html, old.html",
    "INT, 130, --html, new.html",
  })
  void leavesFilesAsTheyWereWhenItIsEndedBySignal(
      String signal, int code, String option, String file) throws Exception {
    assumeTrue(!ignores(code - 128), "skipped: SIG" + signal + " is ignored here");
    boolean old = file.startsWith("old");
    if (old) {
      Files.writeString(folder.resolve(file), "what was there before\n");
      filesBefore.add(file);
      filesBefore.sort(null);
    }
    Process process =
        start(
            "mkfifo images; { gunzip -c $DATA/t10k-images-idx3-ubyte.gz | head -c 4000000;"
                + " : > sent; exec sleep 30; } > images 2>/dev/null & echo $! > writer;"
                + " exec $EVAL --weights net.pkl --images images"
                + " --labels $DATA/t10k-labels-idx1-ubyte.gz "
                + option
                + " "
                + file);
    // A page is written when all is known; of predictions there are some by now.
    boolean written = option.equals("--predictions");
    awaitThat(process, () -> Files.exists(folder.resolve("sent")) && written == hasTemporaryFile());
    kill(signal, Long.toString(process.pid()));
    assertEquals(new Run(code, "", ""), ended(process));
    kill("TERM", Files.readString(folder.resolve("writer")).strip());
    Files.delete(folder.resolve("writer"));
    Files.delete(folder.resolve("images"));
    Files.delete(folder.resolve("sent"));
    if (old) {
      assertEquals("what was there before\n", Files.readString(folder.resolve(file)));
    }
    requireNothingWritten();
  }

  private static void awaitThat(Process process, Callable<Boolean> state) throws Exception {
    while (!state.call()) {
      Thread.sleep(10);
      assertTrue(process.isAlive(), "it ended early");
    }
  }

  private boolean hasTemporaryFile() throws IOException {
    try (var files = Files.newDirectoryStream(folder, ".mnist-eval-*")) {
      return files.iterator().hasNext();
    }
  }

  private static void kill(String signal, String process) throws Exception {
    new ProcessBuilder("kill", "-" + signal, process).start().waitFor();
  }

  /**
   * Whether this process ignores a signal, as SIGHUP under nohup and SIGINT in the background: then
   * its children ignore it too.
   */
  private static boolean ignores(int signal) throws IOException {
    return signals(Path.of("/proc/self/status"), "SigIgn:", signal);
  }

  private static boolean signals(Path status, String mask, int signal) throws IOException {
    for (String line : Files.readAllLines(status)) {
      if (line.startsWith(mask)) {
        long bits = Long.parseUnsignedLong(line.substring(mask.length()).strip(), 16);
        return (bits >> signal - 1 & 1) != 0;
      }
    }
    throw new IOException(status + " has no line " + mask);
  }

  /** Whether the shell has become a JVM, which catches SIGTERM as the shell does not. */
  private static boolean catchesSignals(Process process) throws IOException {
    return signals(Path.of("/proc/" + process.pid() + "/status"), "SigCgt:", 15);
  }

  // Programs that are started.

  /** What takes the place of the system's command keeps the address that it is given. */
  @ParameterizedTest
  @CsvSource({
    "draw net.pkl, draw.html, draw.html",
    "net.pkl --quiet --html page.html, page.html, Accuracy:0.9864",
  })
  void opensAPageInTheBrowser(String arguments, String page, String out) throws Exception {
    String command = "'#!/bin/sh\\necho \"$@\" > opened\\n'";
    Run run = runWithBrowser(command, arguments + " --open; cat opened; tail -c 8", page);
    String address = folder.resolve(page).toUri().toString();
    assertEquals(new Run(0, out + "\n" + address + "\n</html>\n", ""), run);
  }

  @Test
  void saysThatNoBrowserCouldOpenAPage() throws Exception {
    String address = folder.resolve("draw.html").toUri().toString();
    String error = "mnist-eval: draw.html: no browser to open it with; it is " + address + "\n";
    Run run =
        runWithBrowser("'#!/bin/sh\nexit 3\n'", "draw net.pkl --open; tail -c 8", "draw.html");
    assertEquals(new Run(0, "draw.html\n</html>\n", error), run);
  }

  private Run runWithBrowser(String command, String arguments, String page) throws Exception {
    String start = "printf " + command + " > xdg-open; chmod +x xdg-open; PATH=\"$PWD:$PATH\"; ";
    String end = " " + page + "; rm -f xdg-open opened " + page;
    return run(start + "export DISPLAY=:0; $EVAL " + arguments + end);
  }

  // Locales and names.

  @ParameterizedTest
  @ValueSource(strings = {"C", "POSIX"})
  void saysThatALocaleHasNoSuchName(String locale) throws Exception {
    Run run = run("LC_ALL=" + locale + " $EVAL --weights \"$(printf 'gr\\303\\274n.pkl')\"");
    String message =
        "mnist-eval: the locale has no such name as 'gr\ufffd\ufffdn.pkl': set LC_ALL to C.UTF-8,"
            + " rename the file, or give it by --weights - < FILE"
            + " (mnist-eval --help shows all options)\n";
    assertEquals(new Run(2, "", message), run);
  }

  @Test
  void readsFilesOfAnyNameUnderUtf8() throws Exception {
    Run run = run("n=$(printf 'gr\\303\\274n'); cp net.pkl $n; $EVAL --weights $n; rm $n");
    assertEquals(ANSWER, run);
  }

  @Test
  void answersTheSameUnderEveryLocale() throws Exception {
    for (String locale : List.of("C", "POSIX", "tr_TR.UTF-8", "ar_EG", "none")) {
      assertEquals(ANSWER, run("LC_ALL=" + locale + " $EVAL --weights net.pkl"), locale);
    }
  }

  /** Turkish has a dotless i for I, Arabic and Hindi other digits. */
  @ParameterizedTest
  @ValueSource(strings = {"tr", "ar", "hi", "th"})
  void takesWordsInCapitalsUnderEveryLanguage(String language) throws Exception {
    String options = " -Duser.language=" + language + " -jar \"$JAR\"";
    Run run =
        run(
            "$JAVA"
                + options
                + " --weights net.pkl --activation SIGMOID --pixels UNIT --min-accuracy 0.98");
    assertEquals(ANSWER, run);
  }

  @Test
  void escapesNamesThatForgeLinesOrColours() throws Exception {
    Run run = run("$EVAL --weights \"$(printf 'a\\nAccuracy:1.0\\033[31m\\r\\t\\177b')\"");
    String message =
        "mnist-eval: a\\u000aAccuracy:1.0\\u001b[31m\\u000d\\u0009\\u007fb: no such file\n";
    assertEquals(new Run(3, "", message), run);
  }

  @Test
  void escapesTheNamesOfImages() throws Exception {
    Run run = run("$EVAL --weights net.pkl --data \"$(printf 'a\\n\\342\\200\\256b')\"");
    String message =
        "mnist-eval: a\\u000a\\u202eb: no such directory"
            + " (expected a folder of images or an .npz archive, found nothing)\n";
    assertEquals(new Run(3, "", message), run);
  }

  // The shell.

  private Run run(String script) throws Exception {
    Run run = ended(start(script));
    requireNothingWritten();
    return run;
  }

  private Process start(String script) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder("sh", "-c", script.replace("$EVAL", "\"$JAVA\" -jar \"$JAR\""))
            .directory(folder.toFile());
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder
        .environment()
        .put("JAVA", Path.of(System.getProperty("java.home"), "bin", "java").toString());
    builder.environment().put("JAR", System.getProperty("mnisteval.jar"));
    builder.environment().put("DATA", DATA.toString());
    return builder
        .redirectOutput(outside("out").toFile())
        .redirectError(outside("err").toFile())
        .start();
  }

  private Path outside(String name) {
    return folder.resolveSibling(folder.getFileName() + "-" + name);
  }

  private Run ended(Process process) throws Exception {
    try {
      int code = process.waitFor();
      return new Run(code, text("out"), text("err"));
    } finally {
      process.destroyForcibly();
      Files.deleteIfExists(outside("out"));
      Files.deleteIfExists(outside("err"));
    }
  }

  private String text(String name) throws IOException {
    return Files.readString(outside(name), StandardCharsets.UTF_8);
  }

  /** Fails if the run left a file, however it ended. */
  private void requireNothingWritten() throws IOException {
    List<String> left = new ArrayList<>();
    try (var files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        left.add(file.getFileName().toString());
      }
    }
    left.remove("code");
    left.remove("soon");
    left.sort(null);
    assertEquals(filesBefore, left);
  }
}
