package mnisteval.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import mnisteval.docs.CodeBlock.Command;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every command in the README and {@code src/docs} prints what stands below it. A block of {@code
 * console} has commands after {@code $ }, each followed by all that it prints on standard output
 * and standard error, or by nothing. The commands of a document run one after the other in one
 * folder, as do its blocks of {@code python}; the program is the packaged jar. Where a block can't
 * be run, the comment {@code <!-- not run: reason -->} stands before it.
 */
@EnabledOnOs(OS.LINUX)
final class DocumentsIT {
  private static final Pattern LONG_NUMBER =
      Pattern.compile("\\b[0-9]+\\.[0-9]{12,}(E-?[0-9]+)?\\b");

  private static final MathContext TWELVE_DIGITS = new MathContext(12);

  @TempDir Path temporary;
  private final List<DocumentFolder> folders = new ArrayList<>();

  @AfterEach
  void close() throws IOException {
    for (DocumentFolder folder : folders) {
      folder.close();
    }
  }

  @TestFactory
  List<DynamicContainer> documents() throws Exception {
    List<DynamicContainer> documents = new ArrayList<>();
    for (Document document : Document.all()) {
      List<DynamicTest> blocks = new ArrayList<>();
      DocumentFolder folder = null;
      for (CodeBlock block : document.blocks()) {
        if (block.reason() == null && List.of("console", "python").contains(block.language())) {
          folder = folder == null ? folder(document) : folder;
          DocumentFolder here = folder;
          blocks.add(dynamicTest(block.place(), () -> run(here, block)));
        }
      }
      documents.add(dynamicContainer(document.toString(), blocks));
    }
    return documents;
  }

  private DocumentFolder folder(Document document) throws Exception {
    Path home = Files.createDirectory(temporary.resolve(document.file().getFileName()));
    DocumentFolder folder = new DocumentFolder(home);
    folders.add(folder);
    return folder;
  }

  private static void run(DocumentFolder folder, CodeBlock block) throws Exception {
    String obstacle = folder.obstacle(block);
    assumeTrue(obstacle == null, "skipped: " + block.place() + ": " + obstacle);
    if (block.language().equals("python")) {
      ShellSession.Result result = folder.shell().run("python3 -c", block.text());
      assertEquals(new ShellSession.Result(0, ""), result, block.place());
      return;
    }
    List<Command> commands = block.commands();
    List<String> outputs = folder.outputs(commands);
    for (int i = 0; i < commands.size(); i++) {
      compare(folder, block, commands.get(i), outputs.get(i));
    }
  }

  private static void compare(DocumentFolder folder, CodeBlock block, Command command, String found)
      throws IOException {
    String expected = rounded(command.output());
    if (!expected.equals(rounded(found))) {
      String difference = folder.shell().difference(expected, rounded(found));
      String place = block.file() + ":" + command.line();
      fail(place + ": prints something else\n$ " + command.text() + "\n" + difference);
    }
  }

  /** Rounds all numbers to twelve significant digits: the last ones are the processor's. */
  private static String rounded(String text) {
    return LONG_NUMBER
        .matcher(text)
        .replaceAll(number -> new BigDecimal(number.group()).round(TWELVE_DIGITS).toString());
  }
}
