package mnisteval.report.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import mnisteval.evaluation.metrics.KeptImages;
import mnisteval.evaluation.metrics.KeptImages.Image;
import mnisteval.report.Report;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;

/** The window of one image, and the orders that images have. */
final class EnlargedImageIT {
  private static final String NUMBERS =
      "return [...document.querySelector('.images').children]"
          + ".filter(li => !li.hidden).map(li => li.dataset.no)";

  @TempDir static Path profile;
  @TempDir static Path folder;
  private static Browser browser;
  private static Path page;

  /** Three mistakes and an image that is right by a hair, each with a grey of its own. */
  @BeforeAll
  static void open() throws IOException {
    browser = Browser.start(profile);
    List<Image> mistakes =
        List.of(
            image(41, 1, 0, 0.9712, 5.1, 9712, 60, 228),
            image(7, 0, 2, 0.8, 1.7, 1800, 200, 8000),
            image(300, 1, 0, 0.5, 9.5, 5000, 0, 5000));
    List<Image> unsure = List.of(image(55, 2, 2, 0.41, 0.9, 3900, 2000, 4100));
    long[][] confusion = {{3, 0, 1}, {2, 4, 0}, {0, 0, 5}};
    Report report =
        SamplePage.report(
            List.of("<i>a", "b", "c"),
            List.of(SamplePage.result("net.pkl", SamplePage.metrics(confusion))));
    SamplePage sample = new SamplePage(report, List.of(new KeptImages(mistakes, unsure)));
    page = Files.writeString(folder.resolve("page.html"), sample.html());
  }

  private static Image image(
      long number, int label, int predicted, double confidence, double loss, int... shares) {
    short[] all = new short[shares.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = (short) shares[i];
    }
    byte[] pixels = new byte[784];
    Arrays.fill(pixels, (byte) number);
    return new Image(number, label, predicted, confidence, loss, all, pixels);
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

  private static void open(String hash) {
    browser.open(page, hash, 1200, 900, "light");
  }

  private static String title() {
    return browser.find(".enlarged h2").getText();
  }

  private static boolean isOpen() {
    return (Boolean) browser.run("return document.querySelector('.enlarged').open");
  }

  @Test
  void opensByClick() {
    open("");
    assertFalse(isOpen());
    browser.find(".images li:nth-child(2) .ink").click();
    assertTrue(isOpen());
    assertEquals("Image 7: true <i>a, predicted c", title());
    assertEquals("2 of 3", browser.find(".position").getText());
    assertTrue(browser.url().endsWith("#network=1&image=7"), browser.url());
  }

  @Test
  void showsAllProbabilities() {
    open("#network=1&image=41");
    assertEquals(
        List.of("<i>a 97.1 % predicted", "b 0.60 % true", "c 2.3 % "),
        browser.texts(
            "return [...document.querySelectorAll('.shares-of li')].map(li =>"
                + "[...li.children].filter(c => !c.matches('.track'))"
                + ".map(c => c.textContent).join(' ').replaceAll('\\u00a0', ' '))"));
    assertEquals(
        List.of("97.12%", "0.6%", "2.28%"),
        browser.texts(
            "return [...document.querySelectorAll('.shares-of .fill')].map(f => f.style.width)"));
    assertEquals(
        "<i>a with 97.1 %; next c with 2.3 %; the true class comes 3rd. Loss 5.10.",
        browser.find(".next-choice").getText().replace('\u00a0', ' '));
  }

  @Test
  void opensAndStepsByKeyboard() {
    open("");
    browser.run("document.querySelector('.images .ink').focus()");
    browser.focused().sendKeys(Keys.ARROW_RIGHT);
    browser.focused().sendKeys(Keys.ARROW_LEFT);
    browser.focused().sendKeys(Keys.ENTER);
    assertEquals("Image 41: true b, predicted <i>a", title());
    assertFalse(browser.find(".previous").isEnabled());
    browser.focused().sendKeys(Keys.ARROW_RIGHT);
    assertEquals("Image 7: true <i>a, predicted c", title());
    browser.focused().sendKeys(Keys.ARROW_RIGHT);
    browser.focused().sendKeys(Keys.ARROW_RIGHT);
    assertEquals("Image 300: true b, predicted <i>a", title());
    assertFalse(browser.find(".next").isEnabled());
    browser.focused().sendKeys(Keys.ARROW_LEFT);
    browser.focused().sendKeys(Keys.ESCAPE);
    assertFalse(isOpen());
    assertEquals("Enlarge image 7", browser.focused().getDomAttribute("aria-label"));
    assertFalse(browser.url().contains("image="), browser.url());
  }

  @Test
  void stepsThroughWhatTheFilterShows() {
    open("");
    browser.find("td[data-pair='1-0'] button").click();
    browser.find(".images li:nth-child(3) .ink").click();
    assertEquals("2 of 2", browser.find(".position").getText());
    assertTrue(browser.url().endsWith("#network=1&true=1&predicted=0&image=300"), browser.url());
    browser.find(".enlarged .close").click();
    assertTrue(browser.url().endsWith("#network=1&true=1&predicted=0"), browser.url());
  }

  @Test
  void keepsTheImageInTheAddress() {
    open("#network=1&true=1&predicted=0&image=300");
    assertEquals("Image 300: true b, predicted <i>a", title());
    assertEquals(List.of("41", "300"), browser.texts(NUMBERS));
    open("#network=1&image=12345");
    assertFalse(isOpen());
  }

  @Test
  void showsThePixelsTenTimesAsLarge() throws IOException {
    open("#network=1&image=7");
    byte[] png = browser.find(".enlarged .ink").getScreenshotAs(OutputType.BYTES);
    BufferedImage shown = ImageIO.read(new ByteArrayInputStream(png));
    assertEquals(280, shown.getWidth());
    assertEquals(280, shown.getHeight());
    for (int at : new int[] {10, 140, 270}) {
      assertEquals(255 - 7, shown.getRaster().getSample(at, at, 0));
    }
  }

  @Test
  void sortsByConfidenceLossAndNumber() {
    open("");
    assertEquals(List.of("41", "7", "300"), browser.texts(NUMBERS));
    sort("loss");
    assertEquals(List.of("300", "41", "7"), browser.texts(NUMBERS));
    sort("number");
    assertEquals(List.of("7", "41", "300"), browser.texts(NUMBERS));
    browser.find(".images li:first-child .ink").click();
    browser.find(".enlarged .next").click();
    assertEquals("Image 41: true b, predicted <i>a", title());
    browser.find(".enlarged .close").click();
    sort("confidence");
    assertEquals(List.of("41", "7", "300"), browser.texts(NUMBERS));
  }

  private static void sort(String by) {
    browser.run(
        "const s = document.querySelector('.order select');"
            + "s.selectedIndex = [...s.options].findIndex(o => o.text === arguments[0]);"
            + "s.dispatchEvent(new Event('change'))",
        by);
  }

  @Test
  void showsWhatIsRightButUnsure() {
    open("");
    assertEquals(
        "Right but unsure: the 1 least confident", browser.find(".unsure summary").getText());
    browser.find(".unsure summary").click();
    assertEquals("c or <i>a", browser.find(".unsure strong").getText().replace('\n', ' '));
    browser.find(".unsure .ink").click();
    assertEquals("Image 55: c, rightly", title());
    assertEquals(
        "c with 41.0 %; next <i>a with 39.0 %. Loss 0.90.",
        browser.find(".next-choice").getText().replace('\u00a0', ' '));
    open("#network=1&image=55");
    assertEquals("Image 55: c, rightly", title());
  }

  @Test
  void fitsAPhone() {
    String wider = "const d = document.querySelector('.enlarged'); return d.scrollWidth - ";
    for (int width : new int[] {320, 375}) {
      browser.open(page, "#network=1&image=41", width, 700, "dark");
      assertEquals(List.of(), browser.texts(SamplePage.CUT), width + " pixels");
      assertEquals(width, browser.number("return document.documentElement.scrollWidth"));
      assertEquals(0, browser.number(wider + "d.clientWidth"), width + " pixels");
    }
  }

  @Test
  void copiesTheCommand() {
    open("");
    assertEquals(SamplePage.COMMAND, browser.find(".command").getText());
    browser.find(".copy").click();
    assertEquals("Copied", browser.find(".copy").getText());
    assertEquals(SamplePage.COMMAND, browser.run("return getSelection().toString()"));
  }
}
