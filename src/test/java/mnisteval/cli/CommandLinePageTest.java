package mnisteval.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the page of the command line says of the options. */
final class CommandLinePageTest {
  @Test
  void firstColumnOfTheTableNamesAllOptionsAndNoOthers() throws IOException {
    TreeSet<String> named = new TreeSet<>();
    for (String line : Files.readAllLines(Path.of("src/docs/command-line.md"))) {
      if (line.startsWith("| `-")) {
        Matcher name =
            Pattern.compile("[` ](--?[a-zA-Z][a-z0-9-]*)").matcher(line.split(" \\| ")[0]);
        while (name.find()) {
          named.add(name.group(1));
        }
      }
    }
    assertEquals(new TreeSet<>(Options.names()), named);
  }
}
