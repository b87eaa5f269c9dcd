package mnisteval.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mnisteval.Run;
import org.junit.jupiter.api.Test;

/** The README and the pages in {@code src/docs}: their links and blocks of code. */
final class DocumentsTest {
  private static final Set<String> LANGUAGES =
      Set.of("console", "powershell", "python", "java", "yaml", "xml", "html", "text");

  private static final Pattern OPTION = Pattern.compile("(?<=\\s)--[a-z0-9-]+");

  @Test
  void linksLeadSomewhere() throws IOException {
    List<String> broken = new ArrayList<>();
    for (Document document : Document.all()) {
      for (String target : document.targets()) {
        if (!target.startsWith("https://") && !leadsSomewhere(document, target)) {
          broken.add(document + ": " + target);
        }
      }
    }
    assertEquals(List.of(), broken);
  }

  private static boolean leadsSomewhere(Document document, String target) throws IOException {
    String[] parts = target.split("#", -1);
    Path file = document.file();
    if (!parts[0].isEmpty()) {
      file = file.resolveSibling(parts[0]).normalize();
    }
    return Files.exists(file)
        && (parts.length == 1 || Document.read(file).anchors().contains(parts[1]));
  }

  @Test
  void findsBrokenLinks() throws IOException {
    Document page = Document.of(Path.of("src/docs/x.md"), "## A `b`: *c*, d's\n\n[x](y \"z\")\n");
    assertEquals(List.of("a-b-c-ds"), page.anchors());
    assertEquals(List.of("y"), page.targets());
    assertTrue(leadsSomewhere(page, "formats.md#several-files"));
    assertTrue(leadsSomewhere(page, "../../README.md"));
    assertTrue(!leadsSomewhere(page, "formats.md#several"));
    assertTrue(!leadsSomewhere(page, "gone.md"));
  }

  /** Only so does DocumentsIT know what to run. */
  @Test
  void blocksOfCodeSayWhatTheyAre() throws IOException {
    List<String> wrong = new ArrayList<>();
    for (Document document : Document.all()) {
      for (CodeBlock block : document.blocks()) {
        String text = block.text();
        boolean commands = text.contains("$ ") || text.contains("java -jar");
        boolean runnable = Set.of("console", "powershell", "yaml").contains(block.language());
        if (!LANGUAGES.contains(block.language())) {
          wrong.add(block.place() + ": expected a fence and one of " + LANGUAGES);
        } else if (commands && !runnable) {
          wrong.add(block.place() + ": commands (expected a block of console)");
        } else if (block.language().equals("console") && !text.startsWith("$ ")) {
          wrong.add(block.place() + ": starts without a command (expected $ and a blank)");
        }
      }
    }
    assertEquals(List.of(), wrong);
  }

  /** What is not run is checked at least for this. */
  @Test
  void commandsUseOptionsThatExist() throws IOException {
    TreeSet<String> unknown = new TreeSet<>();
    for (Document document : Document.all()) {
      for (CodeBlock block : document.blocks()) {
        if (block.reason() != null || block.language().equals("powershell")) {
          unknown.addAll(unknownOptions(block));
        }
      }
    }
    assertEquals(Set.of(), unknown);
  }

  private static List<String> unknownOptions(CodeBlock block) {
    List<String> unknown = new ArrayList<>();
    // It has the options of all commands.
    String completion = Run.of("generate-completion").out();
    for (String line : block.lines()) {
      Matcher option = OPTION.matcher(line);
      while (line.contains("mnist-eval") && option.find()) {
        String name = option.group();
        if (!completion.contains("'" + name + "'")) {
          unknown.add(block.place() + ": " + name);
        }
      }
    }
    return unknown;
  }

  @Test
  void knowsTheOptionsOfAllCommands() {
    String page =
        "```console\n$ java -jar mnist-eval.jar predict --brief --min-recall 1 --brie\n```\n";
    CodeBlock block = Document.of(Path.of("x.md"), page).blocks().get(0);
    assertEquals(List.of("x.md:2: --brie"), unknownOptions(block));
  }

  @Test
  void readsCommandsAndTheirOutputs() {
    String page =
        """
        <!-- not run: it is an example -->
        ```console
        $ one \\
            more
        first

        $ two
        $ three
        last
        ```
        """;
    CodeBlock block = Document.of(Path.of("x.md"), page).blocks().get(0);
    assertEquals("it is an example", block.reason());
    assertEquals("x.md:3", block.place());
    List<CodeBlock.Command> expected =
        List.of(
            new CodeBlock.Command(3, "one \\\n    more", "first\n\n"),
            new CodeBlock.Command(7, "two", ""),
            new CodeBlock.Command(8, "three", "last\n"));
    assertEquals(expected, block.commands());
  }

  @Test
  void seesBlocksWithoutAFence() {
    CodeBlock block = Document.of(Path.of("x.md"), "Text:\n\n    $ one\n").blocks().get(0);
    assertEquals(new CodeBlock(Path.of("x.md"), 3, "", List.of("$ one"), null), block);
  }
}
