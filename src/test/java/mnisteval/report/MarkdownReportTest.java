package mnisteval.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import mnisteval.evaluation.metrics.Metrics;
import mnisteval.input.Printable;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.CustomNode;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Metrics are those of {@link Sample} with four decimals; what a reader of Markdown makes of the
 * output is asked of commonmark-java with GitHub's tables.
 */
final class MarkdownReportTest {
  private static final Metrics.Interval WIDE = new Metrics.Interval(0, 1);

  @Test
  void showsEveryMetricOfTwoClasses() throws IOException {
    assertEquals(Golden.text("two-classes.md.golden"), MarkdownReport.of(Sample.twoClasses()));
  }

  @Test
  void comparesTwoNetworks() throws IOException {
    assertEquals(Golden.text("two-networks.md.golden"), MarkdownReport.of(Sample.twoNetworks()));
  }

  @Test
  void ranksNetworksAndSaysWhichFailed() throws IOException {
    String markdown = MarkdownReport.of(Sample.ranking());
    assertTrue(markdown.startsWith(Golden.text("ranking.md.golden")), markdown);
  }

  @Test
  void foldsNoMetricsOfANetworkThatFailed() {
    assertEquals(3, count("<details><summary>0.9", MarkdownReport.of(Sample.ranking())));
  }

  @Test
  void keepsWithinTheSizeOfASummary() {
    Report.NetworkResult network =
        Sample.network("n", 1, List.of(784, 30), Sample.plain(1, 2, WIDE, 0, 30));
    Report twenty = Sample.mnist(Collections.nCopies(20, network));
    Report more = Sample.mnist(Collections.nCopies(21, network));
    assertEquals(20, count("<details><summary>0.5", MarkdownReport.of(twenty)));
    assertEquals(0, count("<details>", MarkdownReport.of(more)));
  }

  @Test
  void showsEachNoteBelowHowTheFileWasRead() {
    Report one = Sample.mnist(List.of(Sample.noted("n", "is odd", "as 1 of 2")));
    String rows =
        "| read as | numpy pickle, weights (out, in) |\n"
            + "| note | is odd |\n"
            + "| note | as 1 of 2 |\n\n";
    assertEquals(1, count(rows, MarkdownReport.of(one)));
    assertEquals(0, count("Notes", MarkdownReport.of(one)));
  }

  @Test
  void showsNotesInTheSectionsOfTwentyNetworks() {
    Report.NetworkResult network = Sample.noted("n", "is odd", "is new");
    String markdown = MarkdownReport.of(Sample.mnist(Collections.nCopies(20, network)));
    assertEquals(20, count("| note | is odd |\n| note | is new |\n", markdown));
    assertEquals(0, count("Notes", markdown));
  }

  @Test
  void showsTheNotesOfMoreThanTwentyNetworksInATable() {
    List<Report.NetworkResult> networks =
        new ArrayList<>(Collections.nCopies(18, Sample.noted("n")));
    networks.add(0, Sample.noted("first", "is odd", "is new"));
    networks.add(Sample.noted("last", "is old"));
    networks.add(Sample.failed("gone", "no such file"));
    String markdown = MarkdownReport.of(Sample.mnist(networks));
    String expected =
        "\n### Notes\n\n"
            + "| file | note |\n"
            + "| --- | --- |\n"
            + "| first | is odd |\n"
            + "| first | is new |\n"
            + "| last | is old |\n"
            + "\nmnist-eval 1.0.0\n";
    assertTrue(markdown.endsWith(expected), markdown);
  }

  @Test
  void hasNoTableOfNoNotes() {
    Report report = Sample.mnist(Collections.nCopies(21, Sample.noted("n")));
    assertEquals(0, count("Notes", MarkdownReport.of(report)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "</code></summary><img src=x onerror=alert(1)>",
        "W|x left out, as `*b*` [a](javascript:alert(1))",
        "a\nb\n| c | d |\n",
        "</details><!-- \u202e",
      })
  void keepsNotesText(String note) {
    Report one = Sample.mnist(List.of(Sample.noted("n", note)));
    List<String> cells = cells(MarkdownReport.of(one));
    assertEquals(Printable.of(note), cells.get(cells.indexOf("note") + 1));
    Report more = Sample.mnist(Collections.nCopies(21, Sample.noted("n", note)));
    cells = cells(MarkdownReport.of(more));
    assertEquals(Printable.of(note), cells.get(cells.size() - 1));
    assertEquals(Collections.frequency(cells, Printable.of(note)), 21);
  }

  @Test
  void leavesAWideMatrixToJson() {
    Metrics metrics = Sample.plain(1, 2, WIDE, 0, 31);
    Report report = Sample.mnist(List.of(Sample.network("n", 1, List.of(784, 31), metrics)));
    String markdown = MarkdownReport.of(report);
    String expected =
        "\nConfusion matrix: too wide for 31 classes, the JSON report has it.\n\nmnist-eval 1.0.0\n";
    assertTrue(markdown.endsWith(expected), markdown);
  }

  /** The names of the classes, cut at twenty columns and with escapes in place of controls. */
  @Test
  void showsNamesOfEveryKindAsTheyAre() {
    List<String> expected =
        List.of(
            "T-shirt/top",
            "a|b<script>",
            "new\\u000aline",
            "お",
            "ハンバーガー",
            "a name of more than…",
            "",
            "`tick`",
            "\\u202eevil",
            "e\u0301t",
            "日本語日本語日本語…",
            "😀 | *x*");
    List<String> cells = cells(MarkdownReport.of(Sample.twelveClasses()));
    int first = cells.indexOf("support") + 1;
    for (int i = 0; i < expected.size(); i++) {
      assertEquals(expected.get(i), cells.get(first + 5 * i));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a|b<script>alert(1)</script>",
        "</code></summary><img src=x onerror=alert(1)>",
        "`a` ``b``",
        "[a](javascript:alert(1)) ![b](c)",
        "<!-- x",
        "&lt;&#60;",
        "a\\|b\\",
        "*a* _b_ ~~c~~ $d$ $$e$$",
        "http://example.invalid www.example.invalid x@example.invalid",
        "@someone #1 someone/thing#2",
        "| --- | --- |",
      })
  void keepsTextText(String name) {
    Report report = Sample.mnist(List.of(Sample.failed(name, "gone")));
    String markdown = MarkdownReport.of(report);
    List<String> cells = cells(markdown);
    assertEquals(12, cells.size(), markdown);
    assertEquals(name + ": gone", cells.get(11));
    List<String> tags = tags(markdown);
    tags.removeAll(List.of("<code>", "</code>"));
    assertEquals(List.of(), tags);
  }

  @Test
  void keepsAnyTextText() {
    Random random = new Random(19);
    for (int i = 0; i < 2000; i++) {
      StringBuilder name = new StringBuilder("x");
      for (int j = 0; j < 12; j++) {
        name.append((char) (' ' + random.nextInt('~' - ' ' + 1)));
      }
      String markdown = MarkdownReport.of(Sample.mnist(List.of(Sample.failed(name + "x", "gone"))));
      assertEquals(name + "x: gone", cells(markdown).get(11), markdown);
    }
  }

  /** The name begins a paragraph of its own report, and is in a cell and a summary of several. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a_b",
        "_x_",
        "a*b*",
        "|",
        "`a` ``b",
        "`",
        "<b>",
        "</summary>",
        "[x](y)",
        "#1",
        "&amp;",
        "1.",
        "1) x",
        "-",
        "- x",
        "+",
        "===",
        "---",
        "~~x~~",
        "a\nb",
        "a\\",
        "a\\|b",
        "    x",
        "x ",
        "$x$",
        "a;b",
        "\\`",
        ":smile:",
        "www.a.b",
      })
  void showsNastyNamesAsTheyAre(String name) {
    String shown = Printable.of(name);
    String one = MarkdownReport.of(Sample.mnist(List.of(Sample.noted(name))));
    assertEquals(
        shown + " (784-2, sigmoid, 1570 parameters), on ",
        paragraph(one).substring(0, shown.length() + 39),
        one);
    String more = MarkdownReport.of(Sample.mnist(List.of(Sample.noted(name), Sample.noted("n"))));
    assertEquals(shown, cells(more).get(11), more);
    String summary =
        more.substring(more.indexOf("<summary>1.0 ") + 13, more.indexOf("</summary>\n"));
    String html = shown.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    assertEquals("<code>" + html + "</code>", summary);
  }

  /** The text of the first paragraph, without the marks of code. */
  private static String paragraph(String markdown) {
    StringBuilder texts = new StringBuilder();
    parse(markdown)
        .getFirstChild()
        .getNext()
        .accept(
            new AbstractVisitor() {
              @Override
              public void visit(Text text) {
                texts.append(text.getLiteral());
              }

              @Override
              public void visit(Code code) {
                texts.append(code.getLiteral());
              }
            });
    return texts.toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no biases in the file, read as a network without; --bias takes them.",
        "relu gives 0.927 on the first 1000 images: relu, or auto",
        "T-shirt/top",
        "is it \"the\" whole network, and are these its images?",
      })
  void writesSentencesAsTheyAre(String text) {
    assertEquals(text, MarkdownReport.text(text));
  }

  @Test
  void writesReferencesOnlyForWhatWouldEndCode() {
    assertEquals("`data/a_b.pkl`", MarkdownReport.code("data/a_b.pkl"));
    assertEquals("<code>a&#124;b&#46;pkl</code>", MarkdownReport.code("a|b.pkl"));
  }

  /** These turn into links and mentions after the Markdown has been read; in code they don't. */
  @ParameterizedTest
  @ValueSource(strings = {"@", "www.a", "a.b", "://", "$", "_", "~"})
  void putsInCodeWhatGitHubWouldLink(String text) {
    String markdown = MarkdownReport.text(text);
    assertEquals("`" + text + "`", markdown);
  }

  private static int count(String part, String text) {
    return (text.length() - text.replace(part, "").length()) / part.length();
  }

  private static Node parse(String markdown) {
    return Parser.builder().extensions(List.of(TablesExtension.create())).build().parse(markdown);
  }

  /** The texts of all cells of all tables, in order. */
  private static List<String> cells(String markdown) {
    List<String> cells = new ArrayList<>();
    parse(markdown)
        .accept(
            new AbstractVisitor() {
              @Override
              public void visit(CustomNode node) {
                if (node instanceof TableCell) {
                  cells.add("");
                }
                visitChildren(node);
              }

              @Override
              public void visit(Text text) {
                add(text, text.getLiteral());
              }

              @Override
              public void visit(Code code) {
                add(code, code.getLiteral());
              }

              private void add(Node node, String text) {
                if (within(node)) {
                  cells.add(cells.remove(cells.size() - 1) + text);
                }
              }
            });
    return cells;
  }

  private static boolean within(Node node) {
    return node != null && (node instanceof TableCell || within(node.getParent()));
  }

  /** All tags in the text, in order. */
  private static List<String> tags(String markdown) {
    List<String> tags = new ArrayList<>();
    parse(markdown)
        .accept(
            new AbstractVisitor() {
              @Override
              public void visit(HtmlInline tag) {
                tags.add(tag.getLiteral());
              }
            });
    return tags;
  }
}
