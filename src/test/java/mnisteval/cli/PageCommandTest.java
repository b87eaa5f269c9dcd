package mnisteval.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import mnisteval.Run;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command on a page, which makes that page again. */
final class PageCommandTest {
  private static final String EXAMPLE = Path.of("data", "example_weight.pkl").toString();
  private static final String START = "<code class=\"command\">java -jar mnist-eval.jar ";

  @TempDir Path folder;

  private String command(String... arguments) throws IOException {
    Run run = Run.of(arguments);
    assertEquals(0, run.code(), run.err());
    String html = Files.readString(Path.of(arguments[arguments.length - 1]));
    int from = html.indexOf(START) + START.length();
    return html.substring(from, html.indexOf("</code>", from));
  }

  private String page() {
    return folder.resolve("page.html").toString();
  }

  @Test
  void hasTheOptionsOfThePageAlone() throws IOException {
    assertEquals(
        "--weights " + EXAMPLE + " --offset 5 --limit 7 --top-k 1,2 --html page.html",
        command(
            "--quiet",
            "--weights",
            EXAMPLE,
            "--offset=5",
            "--limit",
            "7",
            "--threads",
            "2",
            "--metrics",
            "--top-k",
            "1,2",
            "--json",
            folder.resolve("x.json").toString(),
            "--output",
            folder.resolve("x.txt").toString(),
            "--html",
            page()));
  }

  @Test
  void hasOptionsWithoutValues() throws IOException {
    String all = "--weights " + EXAMPLE + " --transpose --limit 7 --html page.html";
    assertEquals(
        all, command("--weights", EXAMPLE, "--transpose", "--limit", "7", "--html", page()));
  }

  @Test
  void quotesWordsForTheShellAndThePage() throws IOException {
    Path odd = Files.copy(Path.of(EXAMPLE), folder.resolve("it's <b> $(x).pkl"));
    assertEquals(
        "--weights &#39;"
            + folder
            + "/it&#39;\\&#39;&#39;s &lt;b&gt; $(x).pkl&#39; --limit 7 --html page.html",
        command(odd.toString(), "--limit", "7", "--html", page()));
  }

  @Test
  void readsStandardInputAgain() throws IOException {
    byte[] network = Files.readAllBytes(Path.of(EXAMPLE));
    Run run = Run.withInput(network, "-", "--limit", "7", "--html", page());
    assertEquals(0, run.code(), run.err());
    String html = Files.readString(Path.of(page()));
    assertTrue(html.contains(START + "--weights - --limit 7 --html page.html</code>"));
  }

  @Test
  void namesTheNetworksOfAFolder() throws IOException {
    Path zoo = Files.createDirectory(folder.resolve("zoo"));
    Files.copy(Path.of(EXAMPLE), zoo.resolve("a.pkl"));
    Files.copy(Path.of(EXAMPLE), zoo.resolve("b.pkl"));
    assertEquals(
        "--limit 7 --html page.html " + zoo.resolve("a.pkl") + " " + zoo.resolve("b.pkl"),
        command(zoo.toString(), "--limit", "7", "--html", page()));
  }

  @Test
  void makesTheSamePageAgain() throws IOException {
    String first =
        command("--weights", EXAMPLE, "--limit", "50", "--threads", "1", "--html", page());
    String html = Files.readString(Path.of(page()));
    assertEquals(first, command(first.replace(" page.html", " " + page()).split(" ")));
    assertEquals(html, Files.readString(Path.of(page())));
    assertFalse(html.contains("--threads"));
  }
}
