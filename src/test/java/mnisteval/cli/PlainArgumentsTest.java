package mnisteval.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import mnisteval.Run;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is understood without picocli, and that it comes to the same as with it. */
final class PlainArgumentsTest {
  private static final String EXAMPLE = "data/example_weight.pkl";

  @ParameterizedTest
  @CsvSource({
    "true, --weights E",
    "true, --weights E --expect 0.9864",
    "true, --expect 0.9863 --weights E --tolerance 0.0001",
    "true, --weights E --min-accuracy .99",
    "true, --min-accuracy 1 --weights E --expect 0 --tolerance 0",
    "true, --weights E --expect 9864/10000 --min-accuracy 1/2",
    "false, --weights E --expect 1/0",
    "true, --weights gone.pkl",
    "false, --weights data",
    "false, --weights a+b",
    "true, --weights LICENSE --expect 0.5",
    "false, ''",
    "false, --weights",
    "false, E",
    "false, --weights=E",
    "false, --weights E --expect",
    "false, --weights -",
    "false, --weights --expect",
    "false, --weights @gone",
    "false, --weights E --weights E",
    "false, --weights E --expect 0.9864 --expect 0.9864",
    "false, --weights E --expect 2",
    "false, --weights E --expect many",
    "false, --weights E --tolerance 0.1",
    "false, --weights E --tolerance 0.1 --expect 1 --tolerance 0.2",
    "false, --weights E --min-accuracy -1",
    "false, --weights E --min-accuracy 0.1 --min-accuracy 0.1",
    "false, --weights a\0b",
    "false, --weights http://user@127.0.0.1/",
    "false, --weights E --threads 2",
    "false, --weights E --quiet",
    "false, --expect 0.5",
    "false, --help",
  })
  void comesToTheSameAsPicocli(boolean plain, String line) {
    String[] args = line.isEmpty() ? new String[0] : line.split(" ");
    for (int i = 0; i < args.length; i++) {
      args[i] = args[i].replaceFirst("(^|=)E$", "$1" + EXAMPLE);
    }
    assertEquals(plain, PlainArguments.parse(args) != null);
    assertEquals(picocli(args), Run.of(args));
  }

  /** Runs a command line with picocli, whatever it is. */
  static Run picocli(String[] args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    try (PrintStream outText = new PrintStream(out, false, StandardCharsets.UTF_8);
        PrintStream errText = new PrintStream(err, false, StandardCharsets.UTF_8)) {
      int code =
          Cli.run(args, new Console(new ByteArrayInputStream(new byte[0]), outText, errText));
      outText.flush();
      errText.flush();
      return new Run(
          code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
  }
}
