package mnisteval.report.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import javax.imageio.ImageIO;
import mnisteval.evaluation.metrics.KeptImages.Image;
import mnisteval.evaluation.metrics.Metrics;
import mnisteval.input.Source;
import mnisteval.network.Activation;
import mnisteval.network.Network;
import mnisteval.network.PixelScale;
import mnisteval.weights.layers.NetworkReader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;

/** The page of {@code --html} as a browser shows it. */
final class HtmlPageIT {
  private static final Path SCREENS = Path.of("target", "screens");
  private static final String VISIBLE =
      "return [...document.querySelectorAll('.gallery > .images > li')]"
          + ".filter(li => li.getClientRects().length > 0).map(li => li.dataset.pair)";

  /**
   * For each cell its text and, if it is a button, what is pressed and how many mistakes of that
   * pair, and none of another, are visible when it has been clicked.
   */
  private static final String EACH_CELL =
      """
      const cells = [];
      [...document.querySelectorAll('.matrix tbody tr')].forEach((row, actual) => {
        [...row.querySelectorAll('td:not(.sum)')].forEach((cell, predicted) => {
          const pair = actual + '-' + predicted;
          const start = pair + ' ' + cell.innerText.trim();
          const button = document.querySelector(`td[data-pair='${pair}'] button`);
          if (!button) {
            cells.push(start + ' no button');
            return;
          }
          button.click();
          const pressed = [...document.querySelectorAll('td [aria-pressed=true]')];
          const visible = [...document.querySelectorAll('.gallery > .images > li')]
              .filter(li => li.getClientRects().length > 0);
          cells.push(start + ' pressed ' + pressed.map(b => b.dataset.pair) + ' shows '
              + (visible.every(li => li.dataset.pair === pair) ? visible.length : 'others'));
        });
      });
      return cells;
      """;

  @TempDir static Path profile;
  @TempDir static Path folder;
  private static Browser browser;
  private static SamplePage example;
  private static Path page;

  @BeforeAll
  static void open() throws IOException {
    browser = Browser.start(profile);
    example = run(Path.of("data", "example_weight.pkl"));
    page = write("example.html", example);
    Files.createDirectories(SCREENS);
  }

  private static SamplePage run(Path weights) throws IOException {
    Source file = Source.file(weights);
    Network network = NetworkReader.read(file, Activation.SIGMOID, PixelScale.UNIT).network();
    return SamplePage.of(weights.getFileName().toString(), network);
  }

  private static Path write(String name, SamplePage sample) throws IOException {
    return Files.writeString(folder.resolve(name), sample.html());
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

  private static long[][] confusion() {
    return example.report().networks().get(0).metrics().confusion();
  }

  @Test
  void showsTheMistakesOfTheCellThatIsClicked() {
    browser.open(page, "", 1200, 900, "light");
    assertEquals(136, browser.texts(VISIBLE).size());
    assertEquals("All 136 mistakes", browser.find(".shown").getText());
    browser.find("td[data-pair='4-9'] button").click();
    assertOnly("4-9", confusion()[4][9]);
    assertEquals(
        confusion()[4][9] + " mistakes: true 4, predicted 9", browser.find(".shown").getText());
    assertTrue(browser.url().endsWith("#network=1&true=4&predicted=9"), browser.url());
    browser.find("td[data-pair='4-9'] button").click();
    assertEverything();
  }

  private static void assertOnly(String pair, long count) {
    List<String> visible = browser.texts(VISIBLE);
    assertEquals(count, visible.size(), pair);
    assertTrue(visible.stream().allMatch(pair::equals), visible.toString());
    assertEquals(
        List.of(pair),
        browser.texts(
            "return [...document.querySelectorAll('td [aria-pressed=true]')]"
                + ".map(b => b.dataset.pair)"));
  }

  private static void assertEverything() {
    assertEquals(136, browser.texts(VISIBLE).size());
    assertEquals("All 136 mistakes", browser.find(".shown").getText());
    assertFalse(browser.find(".all").isDisplayed());
    assertEquals(
        0, browser.number("return document.querySelectorAll('[aria-pressed=true]').length"));
    assertFalse(browser.url().contains("true="), browser.url());
  }

  /** All cells in one script: each call of the browser from outside costs time. */
  @Test
  void showsAsManyDigitsAsEachCellSays() {
    browser.open(page, "", 1200, 900, "light");
    List<String> expected = new ArrayList<>();
    for (int actual = 0; actual < 10; actual++) {
      for (int predicted = 0; predicted < 10; predicted++) {
        long count = confusion()[actual][predicted];
        String pair = actual + "-" + predicted;
        boolean mistakes = actual != predicted && count > 0;
        expected.add(
            pair
                + " "
                + count
                + (mistakes ? " pressed " + pair + " shows " + count : " no button"));
      }
    }
    assertEquals(expected, browser.texts(EACH_CELL));
  }

  @Test
  void showsAllAgain() {
    browser.open(page, "", 1200, 900, "light");
    browser.find("td[data-pair='4-9'] button").click();
    browser.find(".all").click();
    assertEverything();
    assertEquals("LI", browser.run("return document.activeElement.parentElement.tagName"));
  }

  @Test
  void showsTheMistakesOfAFrequentConfusion() {
    browser.open(page, "", 1200, 900, "light");
    browser.find(".confused li:first-child button").click();
    String pair = browser.find(".confused li:first-child button").getDomAttribute("data-pair");
    String[] classes = pair.split("-");
    assertOnly(pair, confusion()[Integer.parseInt(classes[0])][Integer.parseInt(classes[1])]);
  }

  @Test
  void worksByKeyboard() {
    browser.open(page, "", 1200, 900, "light");
    browser.run("document.querySelector('td button').focus()");
    String first = browser.focused().getDomAttribute("data-pair");
    browser.focused().sendKeys(Keys.ARROW_RIGHT);
    String second = browser.focused().getDomAttribute("data-pair");
    assertFalse(second.equals(first), second);
    browser.focused().sendKeys(Keys.ENTER);
    assertTrue(browser.texts(VISIBLE).stream().allMatch(second::equals));
    browser.focused().sendKeys(Keys.SPACE);
    assertEverything();
    browser.focused().sendKeys(Keys.ARROW_LEFT);
    assertEquals(first, browser.focused().getDomAttribute("data-pair"));
    browser.focused().sendKeys(Keys.ARROW_DOWN);
    assertTrue(browser.focused().getDomAttribute("data-pair").startsWith("1-"));
    browser.focused().sendKeys(Keys.ARROW_UP);
    assertTrue(browser.focused().getDomAttribute("data-pair").startsWith("0-"));
    browser.focused().sendKeys(Keys.END);
    assertTrue(browser.focused().getDomAttribute("data-pair").startsWith("9-"));
    browser.focused().sendKeys(Keys.TAB);
    assertEquals("LI", browser.run("return document.activeElement.parentElement.tagName"));
    browser.focused().sendKeys(Keys.chord(Keys.SHIFT, Keys.TAB));
    browser.focused().sendKeys(Keys.HOME);
    assertEquals(
        first, browser.focused().getDomAttribute("data-pair"), "one stop of the Tab key, kept");
  }

  @Test
  void saysToScreenReadersWhatACellIs() {
    browser.open(page, "", 1200, 900, "light");
    assertEquals(
        "4 taken for 9: " + confusion()[4][9] + shareOfRow(4, 9) + " of all 4s",
        browser.find("td[data-pair='4-9'] button").getAccessibleName());
    assertEquals("status", browser.find(".shown").getAriaRole());
    assertEquals("Mistakes", browser.find(".gallery").getAccessibleName());
    assertEquals(
        "Reliability diagram",
        browser.run("return document.querySelector('.diagram title').textContent"));
  }

  private static String shareOfRow(int actual, int predicted) {
    double share =
        100.0 * confusion()[actual][predicted] / LongStream.of(confusion()[actual]).sum();
    return String.format(", %.1f %%", share);
  }

  @Test
  void saysInATooltipWhatACellIs() {
    browser.open(page, "", 1200, 900, "light");
    String hover =
        "const c = document.querySelectorAll('.matrix tbody tr')[%d].cells[%d];"
            + "c.dispatchEvent(new MouseEvent('mouseover', {bubbles: true})); return c.title";
    assertEquals(
        "4 taken for 9: " + confusion()[4][9] + shareOfRow(4, 9) + " of all 4s",
        browser.run(String.format(hover, 4, 10)));
    assertEquals(
        "4 right: " + confusion()[4][4] + shareOfRow(4, 4) + " of all 4s",
        browser.run(String.format(hover, 4, 5)));
  }

  @Test
  void showsSharesOfTheRowInPlaceOfCounts() {
    browser.open(page, "", 1200, 900, "light");
    browser.find("button.shares").click();
    // 6 of 982 are 0.61 %, 970 are 98.8 %: whole percents are rounded down, so that 100 means all.
    assertEquals(6, confusion()[4][9]);
    assertEquals("0.6", browser.find("td[data-pair='4-9']").getText());
    assertEquals(
        "98",
        browser.run("return document.querySelectorAll('.matrix tbody tr')[4].cells[5].innerText"));
    assertEquals("true", browser.find("button.shares").getDomAttribute("aria-pressed"));
    browser.find("button.shares").click();
    assertEquals("6", browser.find("td[data-pair='4-9']").getText());
  }

  @Test
  void sortsTheClasses() {
    browser.open(page, "", 1200, 900, "light");
    List<String> byRecall = new ArrayList<>();
    example.report().networks().get(0).metrics().classes().stream()
        .sorted(Comparator.comparingDouble(Metrics.ClassScores::recall))
        .forEach(of -> byRecall.add(Integer.toString(of.index())));
    String names =
        "return [...document.querySelectorAll('.classes tbody .name')].map(n => n.textContent)";
    browser.find(".classes th:nth-child(3) button").click();
    assertEquals(byRecall, browser.texts(names));
    assertEquals(
        "ascending", browser.find(".classes th:nth-child(3)").getDomAttribute("aria-sort"));
    browser.find(".classes th:nth-child(3) button").click();
    Collections.reverse(byRecall);
    assertEquals(byRecall, browser.texts(names));
    browser.find("td[data-pair='4-9'] button").click();
    assertEquals(
        confusion()[4][9] + " mistakes: true 4, predicted 9", browser.find(".shown").getText());
  }

  @Test
  void keepsTheFilterInTheAddress() {
    browser.open(page, "#network=1&true=4&predicted=9", 1200, 900, "light");
    assertOnly("4-9", confusion()[4][9]);
    browser.run("location.hash = '#network=1&true=4&predicted=4'");
    assertEquals(136, browser.texts(VISIBLE).size(), "no such mistakes");
  }

  @Test
  void agreesWithTheMetrics() {
    browser.open(page, "", 1200, 900, "light");
    assertEquals("98.64 %", browser.find(".big").getText().replace('\u00a0', ' '));
    assertEquals(
        "9,864 of 10,000 images right (0.9864), 136 wrong",
        browser.find(".accuracy > p:last-child").getText());
    List<String> expected = new ArrayList<>();
    for (Metrics.ClassScores scores : example.report().networks().get(0).metrics().classes()) {
      expected.add(
          String.format(
              "%d  %.2f %.2f %.2f %,d",
              scores.index(),
              100 * scores.recall(),
              100 * scores.precision(),
              100 * scores.f1(),
              scores.support()));
    }
    assertEquals(
        expected,
        browser.texts(
            "return [...document.querySelectorAll('.classes tbody tr')]"
                + ".map(tr => [...tr.cells].map(c => c.textContent).join(' ')"
                + ".replace(' lowest F1', ''))"));
    assertEquals("lowest F1", browser.find(".classes .worst .badge").getText());
  }

  @ParameterizedTest
  @CsvSource({"light, 1", "light, 41", "light, 136", "dark, 100"})
  void showsThePixelsOfEachDigit(String scheme, int place) throws IOException {
    browser.open(page, "", 1200, 900, scheme);
    WebElement ink = browser.find(".images li:nth-child(" + place + ") .ink");
    byte[] pixels = example.images().get(0).mistakes().get(place - 1).pixels();
    BufferedImage shown =
        ImageIO.read(new ByteArrayInputStream(ink.getScreenshotAs(OutputType.BYTES)));
    assertEquals(56, shown.getWidth());
    // Not the corners, which are round.
    for (int y = 2; y < 26; y++) {
      for (int x = 2; x < 26; x++) {
        int pixel = pixels[y * 28 + x] & 0xff;
        int grey = shown.getRaster().getSample(2 * x, 2 * y, 0);
        assertEquals(scheme.equals("dark") ? pixel : 255 - pixel, grey, "x " + x + ", y " + y);
      }
    }
  }

  @Test
  void needsNoScriptToBeRead() {
    browser.scripts(false);
    try {
      browser.open(page, "", 1200, 900, "light");
      assertFalse(browser.find(".all").isDisplayed());
      assertFalse(browser.find(".hint").isDisplayed());
      assertFalse(browser.find(".order").isDisplayed());
      assertFalse(browser.find("button.shares").isDisplayed());
      assertFalse(browser.find(".enlarged").isDisplayed());
      assertEquals(Long.toString(confusion()[4][9]), browser.find("td[data-pair='4-9']").getText());
      assertTrue(browser.find(".images li:last-child").isDisplayed());
    } finally {
      browser.scripts(true);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"light", "dark"})
  void isLegible(String scheme) {
    browser.open(page, "#network=1&true=4&predicted=9", 1200, 900, scheme);
    browser.run("document.querySelectorAll('details').forEach(d => { d.open = true; })");
    browser.run(
        "document.querySelectorAll('.gallery > .images > li')"
            + ".forEach(li => { li.hidden = false; })");
    assertEquals(List.of(), browser.faintTexts(500));
  }

  @Test
  void showsHostileNamesAsText() throws IOException {
    String attack = "<script>alert(1)</script>.pkl";
    List<String> names =
        List.of(
            "\"><img src=x onerror=alert(2)>", "' onclick='alert(3)", "a\u202eb\u0000c", "{{x}}");
    long[][] confusion = {{5, 1, 2, 3}, {4, 5, 6, 7}, {8, 9, 5, 1}, {2, 3, 4, 5}};
    List<Image> mistakes = List.of(SamplePage.image(7, 0, 1, 0.9, new byte[784]));
    Path hostile =
        write(
            "hostile.html", SamplePage.of(attack, names, SamplePage.metrics(confusion), mistakes));
    browser.open(hostile, "", 1200, 900, "light");
    assertEquals(attack, browser.find("h1").getText());
    assertEquals(
        List.of(names.get(0), names.get(1), "a\\u202eb\\u0000c", names.get(3)),
        browser.texts(
            "return [...document.querySelectorAll('.matrix thead .name')]"
                + ".map(n => n.textContent)"));
    browser.find("td[data-pair='0-1'] button").click();
    assertEquals(
        "1 mistake: true " + names.get(0) + ", predicted " + names.get(1),
        browser.find(".shown").getText());
    assertEquals(1, browser.number("return document.scripts.length"));
    assertEquals(0, browser.number("return document.images.length"));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 10, 26, 100})
  void fitsAnyNumberOfClasses(int classes) throws IOException {
    long[][] confusion = new long[classes][classes];
    List<Image> mistakes = new ArrayList<>();
    for (int actual = 0; actual < classes; actual++) {
      confusion[actual][actual] = 1000;
      int predicted = (actual * 7 + 1) % classes;
      if (predicted != actual) {
        confusion[actual][predicted] = 1;
        mistakes.add(SamplePage.image(actual, actual, predicted, 0.9, new byte[784]));
      }
    }
    List<String> names = new ArrayList<>();
    for (int i = 0; i < classes; i++) {
      names.add(i % 2 == 0 ? "a class with a rather long name, number " + i : "c" + i);
    }
    Path path =
        write(
            classes + ".html",
            SamplePage.of("net.pkl", names, SamplePage.metrics(confusion), mistakes));
    browser.open(path, "", 360, 900, "light");
    for (int width : new int[] {320, 375, 800, 1200}) {
      browser.resize(width, 900);
      assertTrue(
          browser.number("return document.documentElement.scrollWidth") <= width,
          classes + " classes are wider than " + width);
    }
    browser.screenshot(SCREENS.resolve("classes-" + classes + ".png"), false);
  }

  @Test
  void printsTwoPagesOfMistakes() throws IOException {
    int all = printedPages(1000);
    assertEquals(all, printedPages(126));
    assertTrue(all <= printedPages(1) + 2, all + " pages");
  }

  private static int printedPages(int mistakes) throws IOException {
    List<Image> images = new ArrayList<>();
    for (int i = 0; i < mistakes; i++) {
      images.add(SamplePage.image(i, 0, 1, 0.9, new byte[784]));
    }
    Metrics metrics = SamplePage.metrics(new long[][] {{3, mistakes}, {0, 3}});
    SamplePage sample = SamplePage.of("net.pkl", List.of("0", "1"), metrics, images);
    browser.open(write("print.html", sample), "", 1200, 900, "light");
    byte[] pdf = Base64.getDecoder().decode(browser.print());
    String text = new String(pdf, StandardCharsets.ISO_8859_1);
    return (int) Pattern.compile("/Type */Page\\b").matcher(text).results().count();
  }

  @Test
  void canBePrinted() throws IOException {
    browser.open(page, "", 1200, 900, "dark");
    byte[] pdf = Base64.getDecoder().decode(browser.print());
    Files.write(SCREENS.resolve("print.pdf"), pdf);
    assertEquals("%PDF", new String(pdf, 0, 4, StandardCharsets.US_ASCII));
  }

  @ParameterizedTest
  @ValueSource(strings = {"light", "dark"})
  void isShown(String scheme) throws IOException {
    Path sample = Path.of(System.getProperty("mnisteval.shared"), "sample_weight.pkl");
    Path shown = Files.exists(sample) ? write("sample.html", run(sample)) : page;
    assertTrue(Files.size(shown) < 600_000, "600 KB at most");
    browser.open(shown, "", 1200, 900, scheme);
    browser.screenshot(SCREENS.resolve(scheme + ".png"), true);
    browser.open(shown, "#network=1&true=4&predicted=9", 390, 844, scheme);
    browser.screenshot(SCREENS.resolve("phone-" + scheme + ".png"), true);
  }
}
