package mnisteval.report.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mnisteval.evaluation.metrics.Comparison;
import mnisteval.evaluation.metrics.KeptImages;
import mnisteval.evaluation.metrics.KeptImages.Image;
import mnisteval.evaluation.metrics.Metrics;
import mnisteval.report.Report;
import mnisteval.report.Sample;
import org.junit.jupiter.api.Test;

/** The page as text; {@link HtmlPageIT} looks at it in a browser. */
final class HtmlReportTest {
  /** Rows are the true class: 7 of 10 right; 1 is taken for 0 twice, 0 for 2 once. */
  private static final long[][] CONFUSION = {{3, 0, 1}, {2, 4, 0}, {0, 0, 0}};

  private static final List<Image> MISTAKES =
      List.of(
          SamplePage.image(8, 1, 0, 0.99996, new byte[784]),
          SamplePage.image(1234, 0, 2, 0.75, new byte[784]),
          SamplePage.image(5, 1, 0, 0.5, new byte[784]));

  /** By numpy, of {@link SamplePage#metrics} of this matrix. */
  private static final String LOG_LOSS = "1.1291";

  private static final KeptImages SHOWN = SamplePage.mistakes(MISTAKES);

  private static final Set<String> VOID = Set.of("meta", "link", "img", "br", "wbr");

  private static String page() throws IOException {
    return page(CONFUSION, List.of("0", "1", "2"), MISTAKES);
  }

  private static String page(long[][] confusion, List<String> names, List<Image> mistakes)
      throws IOException {
    SamplePage sample = SamplePage.of("net.pkl", names, SamplePage.metrics(confusion), mistakes);
    return sample.html();
  }

  private static String between(String page, String start, String end) throws IOException {
    int from = page.indexOf(start) + start.length();
    return page.substring(from, page.indexOf(end, from));
  }

  private static void assertHolds(String page, String part) throws IOException {
    assertTrue(page.contains(part), part + " is not in\n" + page);
  }

  @Test
  void isTheSameForTheSameReport() throws IOException {
    assertEquals(page(), page());
  }

  @Test
  void allowsOnlyItsOwnStyleAndScript() throws Exception {
    String page = page();
    assertHolds(
        page,
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:;"
            + " style-src '"
            + hash(between(page, "<style>", "</style>"))
            + "'; script-src '"
            + hash(between(page, "<script>", "</script>"))
            + "'; base-uri 'none'; form-action 'none'\">");
  }

  private static String hash(String text) throws Exception {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
    return "sha256-" + Base64.getEncoder().encodeToString(digest);
  }

  @Test
  void saysThatImagesAreTooLarge() throws IOException {
    assertHolds(
        page(CONFUSION, List.of("0", "1", "2"), List.of()),
        "<p class=\"shown\" role=\"status\">3 mistakes, whose images are too large to be"
            + " shown</p>");
  }

  @Test
  void tellsWhyItCannotBeWritten() throws IOException {
    SamplePage sample =
        SamplePage.of("n", List.of("0", "1", "2"), SamplePage.metrics(CONFUSION), MISTAKES);
    IOException full = new IOException("full");
    Writer device =
        new Writer() {
          @Override
          public void write(char[] text, int offset, int count) throws IOException {
            throw full;
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    assertSame(
        full,
        assertThrows(
            IOException.class,
            () -> HtmlReport.write(sample.report(), sample.images(), null, device)));
  }

  @Test
  void refersToNothingElse() throws IOException {
    String page = page();
    assertFalse(page.contains("http:") || page.contains("https:") || page.contains("@import"));
    assertEquals(1, page.split("url\\(", -1).length - 1);
    assertHolds(page, "url(data:image/png;base64,");
    assertFalse(page.contains(" src=") || page.contains("style=\"") || page.contains("\r"));
  }

  @Test
  void isWellFormed() throws IOException {
    assertWellFormed(page());
    assertWellFormed(page(new long[][] {{4, 0}, {0, 5}}, List.of("a", "b"), List.of()));
    assertWellFormed(severalNetworks());
  }

  /** Every tag is closed in order, and no two elements have the same id. */
  private static void assertWellFormed(String page) throws IOException {
    String body = page.replaceAll("(?s)<(style|script)>.*?</\\1>", "");
    Deque<String> open = new ArrayDeque<>();
    Set<String> ids = new HashSet<>();
    Matcher tags = Pattern.compile("<(/?)([a-z0-9]+)([^>]*?)(/?)>").matcher(body);
    while (tags.find()) {
      Matcher id = Pattern.compile(" id=\"([^\"]*)\"").matcher(tags.group(3));
      if (id.find()) {
        assertTrue(ids.add(id.group(1)), "twice: " + id.group(1));
      }
      if (tags.group(1).equals("/")) {
        assertEquals(open.pop(), tags.group(2));
      } else if (tags.group(4).isEmpty() && !VOID.contains(tags.group(2))) {
        open.push(tags.group(2));
      }
    }
    assertEquals(0, open.size());
    Matcher references = Pattern.compile("(?:labelledby|describedby)=\"([^\"]*)\"").matcher(body);
    while (references.find()) {
      for (String id : references.group(1).split(" ")) {
        assertTrue(ids.contains(id), "no such element: " + id);
      }
    }
  }

  @Test
  void showsTheAccuracyAndItsInterval() throws IOException {
    String page = page();
    assertHolds(page, "<title>70.00\u00a0% · net.pkl · mnist-eval</title>");
    assertHolds(page, "<p class=\"big\">70.00\u00a0%</p>");
    // Wilson's interval of 7 out of 10 by numpy: 0.39677815, 0.89220877
    assertHolds(page, "<span class=\"nowrap\">39.68 – 89.22\u00a0%</span>");
    assertHolds(page, "7 of 10 images right <span class=\"muted\">(0.7)</span>, 3 wrong");
  }

  @Test
  void hasTrueClassesInRowsAndPredictedOnesInColumns() throws IOException {
    String page = page();
    assertHolds(page, "Rows are the true class, columns the class the network predicted.");
    assertHolds(
        page,
        "<th scope=\"row\" title=\"0\"><span class=\"name\">0</span></th>"
            + "<td class=\"r5\">3</td><td class=\"none\">0</td>"
            + "<td class=\"m5\" data-pair=\"0-2\">1</td><td class=\"sum\">4</td></tr>");
    assertHolds(page, "<td class=\"m7\" data-pair=\"1-0\">2</td><td class=\"r1\">4</td>");
    assertHolds(
        page,
        "<tr><th scope=\"row\">all</th><td class=\"sum\">5</td><td class=\"sum\">4</td>"
            + "<td class=\"sum\">1</td><td class=\"sum\">10</td></tr>");
  }

  @Test
  void leadsWithTopKAndCalibrationAndFoldsTheRest() throws IOException {
    String page = page();
    String lead = between(page, "<dl class=\"metrics\">", "</dl>");
    assertEquals(
        List.of("Top-2 accuracy", "Calibration error"),
        Pattern.compile("<dt>(.*?)</dt>").matcher(lead).results().map(m -> m.group(1)).toList());
    String more = between(page, "<summary>More metrics</summary>", "</details>");
    assertEquals(
        List.of("Log loss", "Brier score", "Balanced accuracy", "Cohen’s kappa", "Matthews"),
        Pattern.compile("<dt>(.*?)</dt>").matcher(more).results().map(m -> m.group(1)).toList());
    assertHolds(more, "<dd class=\"value\">" + LOG_LOSS + "</dd>");
  }

  /**
   * Recall is 3/4 and 4/6, with Wilson intervals by numpy of 0.3006 to 0.9544 and 0.3000 to 0.9032;
   * precision is 3/5 and 1: the axis goes from 20 to 100 %.
   */
  @Test
  void plotsRecallWithItsIntervalAndPrecision() throws IOException {
    String page = page();
    assertHolds(page, "<span class=\"ends\"><span>20</span><span>100</span></span>");
    assertHolds(
        page,
        "<path class=\"range\" d=\"M12.6 5H94.3\"/><path class=\"point\" d=\"M68.8 5h0\"/>"
            + "<path class=\"ring\" d=\"M50.0 5h0\"/>");
    assertHolds(
        page,
        "<path class=\"range\" d=\"M12.5 5H87.9\"/><path class=\"point\" d=\"M58.3 5h0\"/>"
            + "<path class=\"ring\" d=\"M100.0 5h0\"/>");
    // F1 is 2/3 for class 0, and 0.8 for class 1; class 2 has no images.
    assertHolds(page, "<tr class=\"worst\"><th scope=\"row\" title=\"0\">");
    assertEquals(1, count("class=\"worst\"", page));
  }

  @Test
  void showsTheCommand() throws IOException {
    assertHolds(
        page(),
        "<code class=\"command\">java -jar mnist-eval.jar &#39;&lt;b&gt;&amp;.pkl&#39; --html"
            + " page.html</code>");
  }

  @Test
  void saysWhatTheShadesStandFor() throws IOException {
    String legend = between(page(), "<span class=\"key\">", "</span></span>");
    // Recall is 4 of 6 for class 1, 3 of 4 for class 0; class 2 has no images.
    assertHolds(legend, "right: recall 66.7 <i class=\"r1\">");
    assertHolds(legend, "<i class=\"r5\"></i> 75.0\u00a0%".replace("\u00a0", "&nbsp;"));
    assertHolds(legend, "images wrong: 1 <i class=\"m1\">");
    assertHolds(legend, "<i class=\"m7\"></i> 2");
  }

  @Test
  void showsTheMistakesInTheirOrder() throws IOException {
    String gallery = between(page(), "<ul class=\"images\"", "</ul>");
    assertEquals(
        List.of(
            "no. 8 1-0 >\u00a099.9\u00a0%", "no. 1234 0-2 75.0\u00a0%", "no. 5 1-0 50.0\u00a0%"),
        Pattern.compile("data-pair=\"(.*?)\".*?</strong>(.*?)<small>(.*?)</small>")
            .matcher(gallery)
            .results()
            .map(m -> m.group(3) + " " + m.group(1) + " " + m.group(2).replace("&gt;", ">"))
            .toList());
  }

  @Test
  void saysHowManyMistakesThereAre() throws IOException {
    assertHolds(page(), "<p class=\"shown\" role=\"status\">All 3 mistakes</p>");
    assertHolds(
        page(CONFUSION, List.of("0", "1", "2"), MISTAKES.subList(0, 1)),
        "<p class=\"shown\" role=\"status\">The 1 most confident of 3 mistakes</p>");
    String perfect = page(new long[][] {{4, 0}, {0, 5}}, List.of("a", "b"), List.of());
    assertHolds(perfect, "<p class=\"shown\" role=\"status\">No mistakes</p>");
    assertFalse(perfect.contains("<li data") || perfect.contains("url("));
  }

  @Test
  void escapesWhatComesFromOutside() throws IOException {
    String attack = "</script><script>alert(1)</script>";
    SamplePage sample =
        SamplePage.of(
            attack,
            List.of(attack, "\" onclick=\"", "{{title}}"),
            SamplePage.metrics(CONFUSION),
            MISTAKES);
    String page = sample.html();
    assertFalse(page.contains("alert(1)</script>"));
    assertHolds(page, "&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;");
    assertHolds(page, "title=\"&quot; onclick=&quot;\"");
    assertHolds(page, ">{{title}}<");
    assertWellFormed(page);
  }

  @Test
  void showsEachNoteBesideTheAccuracy() throws IOException {
    Metrics metrics = SamplePage.metrics(CONFUSION);
    Report.NetworkResult network = SamplePage.result("net.pkl", metrics, "is odd", "is new");
    String page = page(network);
    assertHolds(
        page,
        "<p class=\"remark\"><span class=\"badge\">Note</span> is odd</p>\n"
            + "<p class=\"remark\"><span class=\"badge\">Note</span> is new</p>\n"
            + "<section class=\"card headline\"");
    assertWellFormed(page);
    assertFalse(page().contains("class=\"remark\""));
  }

  @Test
  void showsNotesInTheSectionOfTheirNetwork() throws IOException {
    Metrics metrics = SamplePage.metrics(CONFUSION);
    Report.NetworkResult plain = SamplePage.result("plain.pkl", metrics);
    Report.NetworkResult noted = SamplePage.result("noted.pkl", metrics, "is odd");
    Report report = SamplePage.report(List.of("0", "1", "2"), List.of(plain, noted));
    String page = SamplePage.html(report, List.of(SHOWN, SHOWN));
    assertEquals(1, count("<p class=\"remark\">", page));
    String second = between(page, "<h2 id=\"name-2\">1. noted.<wbr>pkl</h2>", "</article>");
    assertHolds(second, "<span class=\"badge\">Note</span> is odd</p>");
  }

  @Test
  void escapesNotes() throws IOException {
    Metrics metrics = SamplePage.metrics(CONFUSION);
    String attack = "</p><script>alert(1)</script>\n{{title}} {{{script}}} \u202e\u001b[2J & \"'";
    String page = page(SamplePage.result("net.pkl", metrics, attack));
    assertHolds(
        page,
        "<p class=\"remark\"><span class=\"badge\">Note</span> &lt;/p&gt;"
            + "&lt;script&gt;alert(1)&lt;/script&gt;\\u000a{{title}}"
            + " {{{script}}} \\u202e\\u001b[2J &amp; &quot;&#39;</p>");
    assertFalse(page.contains("alert(1)</script>"));
    assertWellFormed(page);
  }

  private static String page(Report.NetworkResult network) throws IOException {
    Report report = SamplePage.report(List.of("0", "1", "2"), List.of(network));
    return SamplePage.html(report, List.of(SHOWN));
  }

  @Test
  void callsAClassWithoutANameByItsNumber() throws IOException {
    String page = page(CONFUSION, List.of("zero", " "), MISTAKES);
    assertHolds(page, "<th scope=\"row\" title=\"1\">");
    assertHolds(page, "<th scope=\"row\" title=\"2\">");
  }

  @Test
  void ranksNetworks() throws IOException {
    String page = severalNetworks();
    assertHolds(page, "<title>70.00\u00a0% at best · 2 networks compared · mnist-eval</title>");
    assertHolds(page, "<td>1</td><th scope=\"row\"><a href=\"#network-1\">net.<wbr>pkl</a></th>");
    assertHolds(
        page,
        "<td class=\"number\">39.68 – 89.22\u00a0%</td>"
            + "<td class=\"number\">3</td><td class=\"number\">"
            + LOG_LOSS
            + "</td><td class=\"number\">45,360</td><td>784 – 50 – 100 – 10</td></tr>");
    assertHolds(page, "<td>-</td><th scope=\"row\"><a href=\"#network-2\">bad.<wbr>pkl</a></th>");
    assertHolds(page, "<td colspan=\"7\" class=\"error\">bad &amp; gone</td>");
    assertHolds(page, "<h2 id=\"name-2\">bad.<wbr>pkl</h2>");
    assertHolds(page, "<p class=\"error\">Not evaluated: bad &amp; gone</p>");
    assertHolds(
        page,
        "The first two differ on 1,300 images. Only the first is right on 700, only the second on"
            + " 500, neither on 9,493; if both were equally good, a difference of this size would"
            + " have the"
            + " probability <\u00a00.0001 (McNemar’s exact test).".replace("<", "&lt;"));
  }

  @Test
  void marksCopiesOfABetterNetwork() throws IOException {
    Metrics metrics = SamplePage.metrics(CONFUSION);
    Report.NetworkResult first = SamplePage.result("in/a&b.pkl", metrics);
    Report.NetworkResult other = SamplePage.result("in/c.pkl", metrics);
    List<Report.NetworkResult> networks = new ArrayList<>(List.of(first, other));
    for (int i = 2; i < 21; i++) {
      Report.Input file = new Report.Input("in/copy" + i, first.file().sha256());
      networks.add(
          new Report.NetworkResult(
              file,
              Sample.READ,
              "sigmoid",
              "unit",
              first.layers(),
              first.parameters(),
              List.of(),
              List.of(),
              metrics,
              null));
    }
    networks.add(Report.NetworkResult.failed(first.file(), "gone"));
    Report report = SamplePage.report(List.of("0", "1", "2"), networks);
    String page = SamplePage.html(report, Collections.nCopies(22, SHOWN));
    assertHolds(page, "<a href=\"#network-1\">a&amp;b.<wbr>pkl</a></th>");
    assertHolds(page, "<a href=\"#network-2\">c.<wbr>pkl</a></th>");
    String same = "<br><span class=\"note\">same as a&amp;b.pkl</span></th>";
    assertHolds(page, "<a href=\"#network-3\">copy2</a>" + same);
    assertHolds(page, "<th scope=\"row\">copy20" + same);
    assertEquals(19, count(same, page));
    assertWellFormed(page);
  }

  private static String severalNetworks() throws IOException {
    Report.NetworkResult good = SamplePage.result("net.pkl", SamplePage.metrics(CONFUSION));
    Report.Input input = new Report.Input("bad.pkl", null);
    Report.NetworkResult bad = Report.NetworkResult.failed(input, "bad & gone");
    Report of = SamplePage.report(List.of("0", "1", "2"), List.of(good, bad));
    Report compared =
        new Report(
            of.version(),
            of.images(),
            of.labels(),
            of.offset(),
            10_000,
            of.rows(),
            of.columns(),
            of.transposed(),
            of.classOrder(),
            of.classNames(),
            of.networks(),
            null,
            null,
            new Comparison(1300, 700, 500, 1e-9));
    return SamplePage.html(compared, List.of(SHOWN, KeptImages.NONE));
  }

  @Test
  void showsTheErrorOfTheOnlyNetwork() throws IOException {
    Report.Input input = new Report.Input("bad.pkl", null);
    Report.NetworkResult bad = Report.NetworkResult.failed(input, "no such file");
    Report report = SamplePage.report(List.of(), List.of(bad));
    String page = SamplePage.html(report, List.of(KeptImages.NONE));
    assertHolds(page, "<title>bad.pkl · mnist-eval</title>");
    assertHolds(page, "<p class=\"error\">Not evaluated: no such file</p>");
    assertWellFormed(page);
  }

  @Test
  void leavesOutAMatrixThatNobodyCouldRead() throws IOException {
    long[][] confusion = new long[101][101];
    confusion[100][3] = 20000;
    Metrics metrics = SamplePage.metrics(confusion);
    SamplePage sample = SamplePage.of("net.pkl", SamplePage.numbers(101), metrics, List.of());
    String page = sample.html();
    assertHolds(page, "<p class=\"note\">The matrix has too many classes to be shown.</p>");
    assertHolds(page, "<li data-pair=\"100-3\">");
    assertWellFormed(page);
  }

  @Test
  void ranksAllNetworksAndDescribesTwentyOfThem() throws IOException {
    Report.NetworkResult network = SamplePage.result("n.pkl", SamplePage.metrics(CONFUSION));
    List<String> names = List.of("0", "1", "2");
    String note = "<p class=\"note\">Only the first 20 networks are described below.</p>";
    Report twenty = SamplePage.report(names, Collections.nCopies(20, network));
    String all = SamplePage.html(twenty, Collections.nCopies(20, SHOWN));
    assertEquals(20, count("<article", all));
    assertEquals(0, count(note, all));
    Report more = SamplePage.report(names, Collections.nCopies(1001, network));
    String page = SamplePage.html(more, Collections.nCopies(1001, SHOWN));
    assertHolds(page, "<h1>1001 networks compared</h1>");
    assertEquals(1001, count("<th scope=\"row\">(<a href=\"#network-\\d+\">)?n.<wbr>pkl", page));
    assertEquals(20, count("<th scope=\"row\"><a href=\"#network-", page));
    assertEquals(20, count("<article", page));
    assertEquals(20, count("image/png", page));
    assertEquals(1, count(note, page));
    assertHolds(
        page,
        "=</span><span class=\"vh\">, the same rank</span></span></td>"
            + "<th scope=\"row\">n.<wbr>pkl</th>");
    assertWellFormed(page);
  }

  private static int count(String pattern, String page) {
    return (int) Pattern.compile(pattern).matcher(page).results().count();
  }

  @Test
  void escapesWhatMeansSomethingInHtml() {
    assertEquals(
        "&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;amp;",
        HtmlText.escape("<a href=\"x\" title='y'>&amp;"));
  }

  @Test
  void leavesTextOfAllLanguages() {
    assertEquals("zwölf × 十二 שתים 😀", HtmlText.escape("zwölf × 十二 שתים 😀"));
  }

  @Test
  void showsWhatCannotBeSeen() {
    assertEquals("a\\u0000b\\u000ac\\u0085", HtmlText.escape("a\u0000b\nc\u0085"));
    assertEquals("\\u202egpj.exe\\u2028", HtmlText.escape("\u202egpj.exe\u2028"));
    assertEquals("\\udb40\\udc01", HtmlText.escape("\udb40\udc01"));
  }

  @Test
  void showsHalvesOfCharacters() {
    assertEquals("\\ud83d!", HtmlText.escape("\ud83d!"));
  }
}
