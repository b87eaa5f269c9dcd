package mnisteval.docs;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs commands and scripts in a folder, which is their home too.
 *
 * @param variables of the environment that are set beside those of this process
 */
record ShellSession(Path folder, Map<String, String> variables) {
  /** What a script printed on standard output and standard error, as it came. */
  record Result(int code, String out) {}

  /** Between the outputs of commands; no command prints this control character. */
  private static final String SEPARATOR = "\u001e";

  private static final int SECONDS = 120;

  ShellSession(Path folder) {
    this(folder, Map.of());
  }

  ShellSession with(String variable, String value) {
    Map<String, String> more = new HashMap<>(variables);
    more.put(variable, value);
    return new ShellSession(folder, more);
  }

  /** Returns what each command prints; all run in one bash, as they are typed in a terminal. */
  List<String> outputs(List<String> commands) throws Exception {
    StringBuilder script = new StringBuilder("shopt -s expand_aliases\n");
    for (String command : commands) {
      script.append(command).append("\n{ code=$?; printf '\\036'; (exit $code); }\n");
    }
    Path file = Files.writeString(outside("script"), script);
    return List.of(run("bash", file.toString()).out().split(SEPARATOR, -1));
  }

  /**
   * Runs a program.
   *
   * @param command the program and its options, with blanks between them
   * @param argument its last argument
   */
  Result run(String command, String argument) throws Exception {
    List<String> words = new ArrayList<>(List.of(command.split(" ")));
    words.add(argument);
    Path out = outside("out");
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .directory(folder.toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile());
    // The JVM says on stderr that it picked these up.
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.environment().put("HOME", folder.toString());
    builder.environment().put("PATH", path());
    builder.environment().putAll(variables);
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      return new Result(127, words.get(0) + ": not installed\n");
    }
    try {
      assertTrue(process.waitFor(SECONDS, TimeUnit.SECONDS), "still runs: " + words);
      return new Result(process.exitValue(), Files.readString(out));
    } finally {
      process.destroyForcibly();
    }
  }

  /** The JDK of this test comes first, then the folder where the documents put a link. */
  private String path() {
    Path java = Path.of(System.getProperty("java.home"), "bin");
    return java + ":" + folder.resolve(".local/bin") + ":" + System.getenv("PATH");
  }

  private Path outside(String name) {
    return folder.resolveSibling(folder.getFileName() + "-" + name);
  }

  /** Returns how two texts differ, as {@code diff -u} shows it. */
  String difference(String expected, String found) throws IOException {
    Path one = Files.writeString(outside("expected"), expected);
    Path other = Files.writeString(outside("found"), found);
    String[] labels = {"--label", "expected", "--label", "found"};
    List<String> words = new ArrayList<>(List.of("diff", "-u"));
    words.addAll(List.of(labels));
    words.addAll(List.of(one.toString(), other.toString()));
    Process diff = new ProcessBuilder(words).redirectErrorStream(true).start();
    return new String(diff.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
