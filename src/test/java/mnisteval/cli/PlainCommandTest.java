package mnisteval.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.PrintStream;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import mnisteval.Run;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** What is understood without picocli holds the same values as with it. */
final class PlainCommandTest {
  private static final List<String> COMMANDS = List.of("", "predict", "draw", "inspect");

  /** What ends a run, or is not a field. */
  private static final List<String> UNUSUAL =
      List.of("--help", "-h", "--version", "-V", "--stacktrace");

  /** Valid values of the options whose label does not tell one; none is a default. */
  private static final Map<String, String> VALUES =
      Map.ofEntries(
          Map.entry("--activation", "relu,leaky_relu:0.2"),
          Map.entry("--pixels", "0.1307,0.3081"),
          Map.entry("--layout", "OUT-in"),
          Map.entry("--bias", "last"),
          Map.entry("--class-order", "1-9,0"),
          Map.entry("--split", "train"),
          Map.entry("--format", "json"),
          Map.entry("--top-k", "1,5,2"),
          Map.entry("--index", "0-9,17"),
          Map.entry("--max-unpacked", "512M"),
          Map.entry("--expect", "59732/60000"),
          Map.entry("--class-names", "a,b,ü"));

  private static final Map<String, String> BY_LABEL =
      Map.of(
          "FILE", "some file.x",
          "REPORT", "report.json",
          "DIR|FILE", "folder",
          "ACCURACY", ".98",
          "RECALL", "0.9",
          "LOSS", "12.5",
          "T", "1e-7",
          "D", "0.001",
          "N", "47",
          "HEX", "0a".repeat(32));

  static Stream<List<String>> everyOption() {
    List<List<String>> lines = new ArrayList<>();
    for (String command : COMMANDS) {
      CommandLine line = Cli.commandLine();
      line = command.isEmpty() ? line : line.getSubcommands().get(command);
      List<String> all = new ArrayList<>(command.isEmpty() ? List.of() : List.of(command));
      for (OptionSpec option : line.getCommandSpec().options()) {
        for (String name : option.names()) {
          if (!UNUSUAL.contains(name)) {
            List<String> words = words(option, name);
            List<String> alone = new ArrayList<>(words);
            alone.addAll(0, command.isEmpty() ? List.of() : List.of(command));
            lines.add(alone);
            all.addAll(name.equals("--quiet") ? List.of() : words);
          }
        }
      }
      all.addAll(List.of("a b", "data/seven.png"));
      lines.add(all);
    }
    return lines.stream();
  }

  private static List<String> words(OptionSpec option, String name) {
    if (option.arity().max() == 0) {
      return List.of(name);
    }
    String value = VALUES.getOrDefault(name, BY_LABEL.get(option.paramLabel()));
    assertNotNull(value, "no value of " + name + " to try");
    return List.of(name, value);
  }

  @ParameterizedTest
  @MethodSource("everyOption")
  void setsEveryOptionAsPicocliDoes(List<String> line) throws Exception {
    String[] args = line.toArray(new String[0]);
    Object plain = PlainCommand.parse(args, console());
    assertNotNull(plain);
    assertEquals(fields(picocli(args)), fields(plain));
  }

  /** Command lines of the documentation that are not plain hold what the shell would change. */
  @Test
  void setsTheDocumentsCommandLinesAsPicocliDoes() throws Exception {
    Pattern run = Pattern.compile("^\\$.*mnist-eval(?:\\.jar)? ([^|>#;&\\n]+)", Pattern.MULTILINE);
    int plain = 0;
    List<Path> pages = new ArrayList<>(List.of(Path.of("README.md")));
    try (Stream<Path> files = Files.list(Path.of("src", "docs"))) {
      files.filter(file -> file.toString().endsWith(".md")).forEach(pages::add);
    }
    for (Path page : pages) {
      Matcher line = run.matcher(Files.readString(page));
      while (line.find()) {
        plain += same(line.group(1).strip().split("\\s+")) ? 1 : 0;
      }
    }
    assertTrue(plain > 30, "plain are " + plain);
  }

  /** Returns whether a command line is plain; then it holds the same as with picocli. */
  private static boolean same(String[] args) throws Exception {
    Object plain = PlainCommand.parse(args, console());
    if (plain != null) {
      assertEquals(fields(picocli(args)), fields(plain), String.join(" ", args));
    }
    return plain != null;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--weights=E",
        "--weights E --metrics --metrics",
        "-q --quiet --weights E",
        "-qV",
        "--weights E --weights E",
        "--weights E --metrics=true",
        "--weights E --top-k",
        "--weights E --top-k --metrics",
        "--weights E --top-k 1,",
        "--weights E --top-k 1,x",
        "--weights E --top-k 010",
        "--weights E --threads +2",
        "--weights E --limit 9999999999",
        "--weights E --limit ٣",
        "--weights E --format yaml",
        "--weights E --layout in_out",
        "--weights E --pixels -1..1",
        "--weights E --pixels wide",
        "--weights E --min-recall 2",
        "--weights E --predictions -",
        "--weights E --output a\0b",
        "--weights - --metrics",
        "- E",
        "predict --weights E - data/seven.png",
        "--weights E @gone",
        "--weights @gone --metrics",
        "--weights E -- --metrics",
        "--weights E --nonsense",
        "--weights E --top-k 1 predict",
        "--weights E predit",
        "predict --weights E --index 3-1",
        "predict --weights E --index 1,,2",
        "predict --weights E --limit 5",
        "generate-completion",
        "--help",
        "predict --help",
        "--version",
        "--weights E --metrics --stacktrace",
        "help",
      })
  void leavesToPicocliWhatIsUnusualOrWrong(String line) throws Exception {
    assertNull(PlainCommand.parse(line.replace("E", "data/example_weight.pkl").split(" "), null));
    assertNull(PlainCommand.parse(new String[] {"--weights", "", "--metrics"}, null));
  }

  /** They are plain as words, but not together: picocli says what is wrong. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--metrics",
        "--weights E --limit 0",
        "--weights E --threads 0",
        "--weights E --top-k 0",
        "--weights E --tolerance 0.1",
        "--weights E --open",
        "--weights E --junit x",
        "--weights E --images x",
        "--weights E --split train",
        "--weights E --sha256 x",
        "--weights E --output x --html ./x",
        "--weights E E --baseline x",
        "--weights E --class-names ' --metrics",
        "predict",
        "predict --weights E",
        "predict --weights E --index 1 x.png",
        "predict --weights E x.png --data data",
        "predict --weights E x.png --format json --brief",
        "draw",
        "draw E E",
        "inspect",
      })
  void repeatsWithPicocliWhatIsRefused(String line) {
    String[] args = line.isEmpty() ? new String[0] : line.split(" ");
    for (int i = 0; i < args.length; i++) {
      args[i] = args[i].equals("E") ? "data/example_weight.pkl" : args[i];
    }
    Run run = Run.of(args);
    assertEquals(PlainArgumentsTest.picocli(args), run);
    assertTrue(line.contains("'") ? run.code() == 3 : run.code() == 2, run.err());
  }

  private static Console console() {
    PrintStream none =
        new PrintStream(PrintStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    return new Console(new ByteArrayInputStream(new byte[0]), none, none);
  }

  private static Object picocli(String[] args) {
    CommandLine line = Cli.commandLine();
    try {
      ParseResult parsed = line.parseArgs(args);
      return parsed.hasSubcommand()
          ? parsed.subcommand().commandSpec().userObject()
          : line.getCommand();
    } catch (ParameterException e) {
      throw new AssertionError("picocli refuses " + String.join(" ", args), e);
    }
  }

  /** Returns what an object of this project holds, by the names of the fields. */
  private static Map<String, String> fields(Object holder) throws IllegalAccessException {
    Map<String, String> fields = new TreeMap<>();
    for (Class<?> type = holder.getClass(); type != Object.class; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers())
            && !List.of("console", "spec").contains(field.getName())) {
          field.setAccessible(true);
          fields.put(field.getName(), text(field.get(holder)));
        }
      }
    }
    return fields;
  }

  private static String text(Object value) throws IllegalAccessException {
    if (value == null) {
      return "null";
    }
    StringBuilder text = new StringBuilder(value.getClass().getSimpleName()).append(' ');
    if (value.getClass().isArray()) {
      for (int i = 0; i < Array.getLength(value); i++) {
        text.append(Array.get(value, i)).append(',');
      }
    } else if (value instanceof List<?> list) {
      for (Object element : list) {
        text.append(text(element)).append(',');
      }
    } else if (value.getClass().getName().startsWith("mnisteval.") && !(value instanceof Enum)) {
      text.append(fields(value));
    } else {
      text.append(value);
    }
    return text.toString();
  }
}
