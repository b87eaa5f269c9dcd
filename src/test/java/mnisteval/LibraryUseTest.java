package mnisteval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The program in src/docs/library.md is the one in src/library, compiles, and prints what it says.
 */
final class LibraryUseTest {
  private static final Path PROGRAM = Path.of("src/library/java/EvaluateNetwork.java");

  @TempDir Path folder;

  @Test
  void standsInThePage() throws IOException {
    String code = "```java\n" + Files.readString(PROGRAM) + "```\n";
    assertTrue(page().contains(code), code);
  }

  /** The number of right answers and the log loss are numpy's: see data/README.md. */
  @Test
  void printsWhatThePageSays() throws Exception {
    String[] options = {
      "-d", folder.toString(), "-cp", System.getProperty("java.class.path"), PROGRAM.toString()
    };
    assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, options));
    String printed = run("data/example_weight.pkl");
    assertTrue(printed.contains("\n9864 of 10000\n"), printed);
    assertTrue(page().contains("```text\n" + printed.strip() + "\n```\n"), printed);
  }

  private String run(String weights) throws Exception {
    PrintStream before = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
      Method main = loader.loadClass("EvaluateNetwork").getDeclaredMethod("main", String[].class);
      main.setAccessible(true);
      main.invoke(null, (Object) new String[] {weights});
    } finally {
      System.setOut(before);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private static String page() throws IOException {
    return Files.readString(Path.of("src/docs/library.md"));
  }
}
