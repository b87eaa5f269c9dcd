package mnisteval.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mnisteval.Options;
import mnisteval.Run;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What is written of the options outside the program: the manual page and the README. */
final class ManPageTest {
  @TempDir static Path folder;

  private static Path file;
  private static String page;

  @BeforeAll
  static void writePage() throws IOException {
    file = folder.resolve("man").resolve("mnist-eval.1");
    Path second = folder.resolve("second.1");
    ManPage.main(new String[] {"2026-01-01T00:00:00Z", file.toString(), second.toString()});
    page = Files.readString(file);
    assertEquals(page, Files.readString(second));
  }

  @Test
  void describesEveryOption() {
    for (String name : Options.names()) {
      assertTrue(page.contains(name.replace("-", "\\-")), name);
    }
  }

  @Test
  void saysTheVersionAndTheDate() {
    String version = Run.of("--version").out().strip().replace("-", "\\-");
    String title = ".TH MNIST-EVAL 1 2026-01-01 \"" + version + "\" \"User Commands\"\n";
    assertTrue(page.startsWith(title), page);
  }

  /** The sections that man-pages(7) asks of a command, in its order. */
  @Test
  void hasTheUsualSections() {
    List<String> sections = new ArrayList<>();
    Matcher section = Pattern.compile("^\\.SH \"(.*)\"$", Pattern.MULTILINE).matcher(page);
    while (section.find()) {
      sections.add(section.group(1));
    }
    List<String> usual =
        List.of(
            "NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "EXIT STATUS", "ENVIRONMENT", "EXAMPLES");
    assertEquals(usual, sections);
  }

  /** By groff_char(7): \e is a backslash, \- a hyphen-minus, and \&amp; nothing. */
  @Test
  void setsTextAsItIs() {
    CommandSpec command = CommandSpec.create().name("x");
    command.usageMessage().customSynopsis("x").description("100%% a\\b", "", ".c", "'d", "- e%n");
    command.addOption(OptionSpec.builder("--hidden").hidden(true).build());
    String description = ManPage.of(command, "x 1", "2026-01-01").split("\\.SH \"[A-Z]*\"\n")[3];
    assertEquals("100% a\\eb\n.PP\n\\&.c\n\\&'d\n\\- e\n", description);
  }

  @ParameterizedTest
  @ValueSource(strings = {"groff -man -ww -z -Tutf8", "mandoc -Tlint -Wwarning"})
  void hasNoFaultThatACheckerFinds(String checker) throws Exception {
    List<String> command = new ArrayList<>(List.of(checker.split(" ")));
    command.add(file.toString());
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      assumeTrue(false, "skipped: there is no " + command.get(0) + " here");
      throw e;
    }
    String found = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals("", found);
    assertEquals(0, process.waitFor());
  }

  /** The first column of the table tells all options and no others. */
  @Test
  void agreesWithTheReadme() throws IOException {
    TreeSet<String> told = new TreeSet<>();
    for (String line : Files.readAllLines(Path.of("README.md"))) {
      if (line.startsWith("| `-")) {
        Matcher name =
            Pattern.compile("[` ](--?[a-zA-Z][a-z0-9-]*)").matcher(line.split(" \\| ")[0]);
        while (name.find()) {
          told.add(name.group(1));
        }
      }
    }
    assertEquals(new TreeSet<>(Options.names()), told);
  }
}
