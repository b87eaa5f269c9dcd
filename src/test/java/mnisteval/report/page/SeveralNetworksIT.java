package mnisteval.report.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import mnisteval.evaluation.metrics.KeptImages;
import mnisteval.evaluation.metrics.KeptImages.Image;
import mnisteval.report.Report;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ranking of several networks, their sections, and where two of them disagree. */
final class SeveralNetworksIT {
  private static final Path SCREENS = Path.of("target", "screens");
  private static final String NAMES =
      "return [...document.querySelectorAll('.ranking tbody th')]"
          + ".map(th => th.innerText.split('\\n')[0])";
  private static final String SECTIONS =
      "return [...document.querySelectorAll('.network')]"
          + ".filter(a => a.getClientRects().length > 0).map(a => a.dataset.network)";
  private static final String DISAGREEMENTS =
      "return [...document.querySelectorAll('.disagreements li')]"
          + ".map(li => li.innerText.split(/\\s+/).join(' '))";

  @TempDir static Path profile;
  @TempDir static Path folder;
  private static Browser browser;
  private static Path page;

  /** The first gets 3 wrong, the second 4, two of them the same; the third has its bytes. */
  @BeforeAll
  static void open() throws IOException {
    browser = Browser.start(profile);
    Files.createDirectories(SCREENS);
    Report.NetworkResult first = result("zoo/<b>one_10.pkl", "c", new long[][] {{8, 1}, {2, 9}});
    Report.NetworkResult second = result("zoo/two.pkl", "d", new long[][] {{7, 2}, {2, 9}});
    Report.NetworkResult same = result("zoo/copy.pkl", "d", new long[][] {{7, 2}, {2, 9}});
    Report.NetworkResult bad =
        Report.NetworkResult.failed(new Report.Input("zoo/bad.pkl", null), "zoo/bad.pkl: is <odd>");
    KeptImages wrong = kept(image(5, 0, 1), image(6, 1, 0), image(7, 1, 0));
    KeptImages more = kept(image(3, 0, 1), image(5, 0, 1), image(7, 1, 0), image(1, 1, 0));
    Report report = SamplePage.report(List.of("0", "1"), List.of(first, second, same, bad));
    page = write("page.html", report, List.of(wrong, more, more, KeptImages.NONE));
  }

  private static Report.NetworkResult result(String name, String digit, long[][] confusion)
      throws IOException {
    Report.NetworkResult of = SamplePage.result(name, SamplePage.metrics(confusion));
    return new Report.NetworkResult(
        new Report.Input(name, digit.repeat(64)),
        of.interpretation(),
        of.activation(),
        of.pixels(),
        of.layers(),
        of.parameters(),
        of.notes(),
        of.gates(),
        of.metrics(),
        null);
  }

  private static Image image(long number, int label, int predicted) {
    return SamplePage.image(number, label, predicted, 0.9, new byte[784]);
  }

  private static KeptImages kept(Image... images) {
    return SamplePage.mistakes(List.of(images));
  }

  private static Path write(String name, Report report, List<KeptImages> images)
      throws IOException {
    return Files.writeString(folder.resolve(name), new SamplePage(report, images).html());
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.close();
    }
  }

  @AfterEach
  void isCalm() {
    browser.requireCalm();
  }

  @Test
  void ranksAsTheTextDoes() {
    browser.open(page, "", 1200, 900, "light");
    browser.run("document.querySelectorAll('.vh').forEach(e => e.remove())");
    assertEquals(
        List.of("1|<b>one_10.pkl", "2 =|two.pkl", "2 =|copy.pkl\nsame as two.pkl", "-|bad.pkl"),
        browser.texts(
            "return [...document.querySelectorAll('.ranking tbody tr')]"
                + ".map(tr => tr.cells[0].innerText + '|' + tr.cells[1].innerText)"));
    assertEquals("File in zoo/", browser.find(".ranking th:nth-child(2)").getText());
    assertEquals("is <odd>", browser.find(".ranking td.error").getText());
  }

  @Test
  void sortsTheRanking() {
    browser.open(page, "", 1200, 900, "light");
    browser.find(".ranking th:nth-child(2) button").click();
    assertEquals(List.of("<b>one_10.pkl", "bad.pkl", "copy.pkl", "two.pkl"), browser.texts(NAMES));
    browser.find(".ranking th:nth-child(6) button").click();
    assertEquals(List.of("<b>one_10.pkl", "two.pkl", "copy.pkl", "bad.pkl"), browser.texts(NAMES));
    browser.find(".ranking th:nth-child(6) button").click();
    assertEquals(
        List.of("two.pkl", "copy.pkl", "<b>one_10.pkl", "bad.pkl"),
        browser.texts(NAMES),
        "most mistakes first, of equals by rank; one that failed stays at the end");
    browser.find(".ranking th:nth-child(1) button").click();
    assertEquals(List.of("<b>one_10.pkl", "two.pkl", "copy.pkl", "bad.pkl"), browser.texts(NAMES));
  }

  @Test
  void showsOneSectionAtATime() {
    browser.open(page, "", 1200, 900, "light");
    assertEquals(List.of("1"), browser.texts(SECTIONS));
    browser.find(".tabs a:nth-child(2)").click();
    assertEquals(List.of("2"), browser.texts(SECTIONS));
    assertEquals(
        "2. two.pkl", browser.run("return document.querySelector('[aria-current]').innerText"));
    browser.find("#network-2 td[data-pair='0-1'] button").click();
    assertTrue(browser.url().endsWith("#network=2&true=0&predicted=1"), browser.url());
    assertEquals("2 mistakes: true 0, predicted 1", browser.find("#network-2 .shown").getText());
    browser.find(".ranking tbody tr:nth-child(4) a").click();
    assertEquals("Not evaluated: is <odd>", browser.find("#network-4 > .error").getText());
  }

  @Test
  void keepsNetworkAndImageInTheAddress() {
    browser.open(page, "#network=2&image=3", 1200, 900, "light");
    assertEquals(List.of("2"), browser.texts(SECTIONS));
    assertEquals("Image 3: true 0, predicted 1", browser.find(".enlarged h2").getText());
    browser.find(".enlarged .close").click();
    assertTrue(browser.url().endsWith("#network=2"), browser.url());
    browser.run("document.querySelector(`#network-1 td[data-pair='1-0'] button`).click()");
    browser.run("document.querySelector(`#network-2 td[data-pair='1-0'] button`).click()");
    assertEquals(
        "All 3 mistakes",
        browser.run("return document.querySelector('#network-1 .shown').textContent"),
        "one filter at a time");
  }

  @Test
  void showsAllSectionsWithoutScripts() {
    browser.scripts(false);
    try {
      browser.open(page, "", 1200, 900, "light");
      assertTrue(browser.find("#network-1").isDisplayed());
      assertTrue(browser.find("#network-2").isDisplayed());
      assertFalse(browser.find(".disagreements .chosen").isDisplayed());
    } finally {
      browser.scripts(true);
    }
  }

  @Test
  void showsWhereTwoNetworksDisagree() {
    browser.open(page, "", 1200, 900, "light");
    assertEquals(
        List.of("Only the first is right: 2", "Only the second is right: 1", "Both are wrong: 2"),
        browser.texts("return [...document.querySelectorAll('.choice')].map(b => b.innerText)"));
    browser.find(".choice:nth-child(1)").click();
    assertEquals(
        List.of("1 1st: 1, 2nd: 0 no. 1", "0 1st: 0, 2nd: 1 no. 3"), browser.texts(DISAGREEMENTS));
    browser.find(".choice:nth-child(3)").click();
    assertEquals(
        List.of("0 1st: 1, 2nd: 1 no. 5", "1 1st: 0, 2nd: 0 no. 7"), browser.texts(DISAGREEMENTS));
    browser.find(".disagreements li:first-child .ink").click();
    assertEquals("Image 5: true 0, predicted 1", browser.find(".enlarged h2").getText());
    browser.find(".enlarged .close").click();
    browser.find(".disagreements .second").sendKeys("1. ");
    assertEquals("Only the first is right: 0", browser.find(".choice:nth-child(1)").getText());
  }

  @Test
  void comparesOnlyNetworksAllOfWhoseMistakesAreThere() throws IOException {
    Report.NetworkResult network = result("m.pkl", "c", new long[][] {{8, 1}, {2, 9}});
    Report report = SamplePage.report(List.of("0", "1"), List.of(network, network));
    KeptImages some = kept(image(5, 0, 1));
    KeptImages all = kept(image(5, 0, 1), image(6, 1, 0), image(7, 1, 0));
    browser.open(write("some.html", report, List.of(some, all)), "", 1200, 900, "light");
    assertFalse(browser.find(".disagreements .chosen").isDisplayed());
  }

  @Test
  void fitsAPhone() throws IOException {
    String name = "students/a_rather_long_name-of.somebody.pkl";
    Report.NetworkResult network = result(name, "e", new long[][] {{1000, 1}, {2, 9}});
    KeptImages images = kept(image(5, 0, 1), image(6, 1, 0), image(7, 1, 0));
    Report report = SamplePage.report(List.of("0", "1"), Collections.nCopies(40, network));
    Path forty = write("forty.html", report, Collections.nCopies(40, images));
    for (Path shown : List.of(page, forty)) {
      for (int width : new int[] {320, 375, 800, 1200}) {
        browser.open(shown, "", width, 900, "light");
        assertEquals(List.of(), browser.texts(SamplePage.CUT), width + " pixels");
        assertEquals(width, browser.number("return document.documentElement.scrollWidth"));
        browser.screenshot(SCREENS.resolve("networks-" + width + ".png"), false);
      }
    }
  }
}
