package mnisteval.report.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A headless Chromium of the machine, of which nothing is downloaded. */
final class Browser implements AutoCloseable {
  /** A request of a page that was opened here, not of the browser's own. */
  private static final Pattern REQUEST =
      Pattern.compile(
          "\"Network\\.requestWillBeSent\".*\"documentURL\":\"file:.*"
              + "\"request\":\\{.*\"url\":\"([^\"]*)\"");

  /** Every text whose colour differs from what is behind it by a ratio below 4.5 (WCAG 2.2). */
  private static final String FAINT =
      """
      const parse = (c) => (c.match(/[\\d.]+/g) ?? []).map(Number);
      const linear = (v) => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
      const luminance = ([r, g, b]) => 0.2126 * linear(r / 255)
          + 0.7152 * linear(g / 255) + 0.0722 * linear(b / 255);
      const behind = (e) => {
        for (; e; e = e.parentElement) {
          const c = parse(getComputedStyle(e).backgroundColor);
          if (c.length === 3 || c[3] === 1) return c;
        }
        return [255, 255, 255];
      };
      const faint = [];
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      let texts = 0;
      while (walker.nextNode()) {
        const e = walker.currentNode.parentElement;
        if (!walker.currentNode.data.trim() || e.getClientRects().length === 0
            || e.closest('script, title, desc, .vh')) continue;
        const style = getComputedStyle(e);
        const ink = parse(e.closest('svg') ? style.fill : style.color);
        const [a, b] = [luminance(ink), luminance(behind(e))].sort((x, y) => y - x);
        texts++;
        if ((a + 0.05) / (b + 0.05) < 4.5) {
          faint.push(walker.currentNode.data + ' ' + ink + ' on ' + behind(e));
        }
      }
      return texts > arguments[0] ? faint : ['only ' + texts + ' texts'];
      """;

  /** Says at every start that it has no classes for this Chromium, which are not needed. */
  private static final Logger FINDER =
      Logger.getLogger("org.openqa.selenium.devtools.CdpVersionFinder");

  private final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  /** Starts it; the test is skipped, saying so, where it is not installed. */
  static Browser start(Path profile) {
    File chromium = program("chromium", "chromium-browser", "google-chrome");
    File chromedriver = program("chromedriver");
    assumeTrue(chromium != null, "skipped: Chromium is not installed");
    assumeTrue(chromedriver != null, "skipped: ChromeDriver is not installed");
    FINDER.setLevel(Level.SEVERE);
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    logs.enable(LogType.PERFORMANCE, Level.ALL);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(chromium);
    options.setCapability("goog:loggingPrefs", logs);
    options.addArguments(
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--hide-scrollbars",
        "--window-size=1280,1000",
        "--user-data-dir=" + profile);
    ChromeDriverService service =
        new ChromeDriverService.Builder().usingDriverExecutable(chromedriver).build();
    return new Browser(new ChromeDriver(service, options));
  }

  private static File program(String... names) {
    for (String name : names) {
      for (String folder : System.getenv("PATH").split(File.pathSeparator, -1)) {
        File file = new File(folder, name);
        if (file.canExecute()) {
          return file;
        }
      }
    }
    return null;
  }

  /** Shows a page in a window of this size, scheme {@code light} or {@code dark}. */
  void open(Path page, String hash, int width, int height, String scheme) {
    Map<String, Object> feature = Map.of("name", "prefers-color-scheme", "value", scheme);
    driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", List.of(feature)));
    resize(width, height);
    driver.get("about:blank");
    driver.get(page.toUri() + hash);
  }

  /** Gives the window this size; below 500 pixels it is that of a phone. */
  void resize(long width, long height) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 500));
  }

  void scripts(boolean run) {
    driver.executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", !run));
  }

  WebElement find(String selector) {
    return driver.findElement(By.cssSelector(selector));
  }

  WebElement focused() {
    return driver.switchTo().activeElement();
  }

  String url() {
    return driver.getCurrentUrl();
  }

  Object run(String script, Object... arguments) {
    return driver.executeScript(script, arguments);
  }

  /** Returns the texts that are hard to read; the page must have more texts than this. */
  List<String> faintTexts(int texts) {
    return texts(FAINT, texts);
  }

  /** Presses the mouse in the middle of an element, moves it by these distances and lets it go. */
  void drag(String selector, int... distances) {
    Actions mouse = new Actions(driver, Duration.ZERO).moveToElement(find(selector)).clickAndHold();
    for (int i = 0; i < distances.length; i += 2) {
      mouse.moveByOffset(distances[i], distances[i + 1]);
    }
    mouse.release().perform();
  }

  /** What a script returns as a list of texts. */
  List<String> texts(String script, Object... arguments) {
    List<String> texts = new ArrayList<>();
    for (Object text : (List<?>) run(script, arguments)) {
      texts.add((String) text);
    }
    return texts;
  }

  long number(String script) {
    return (Long) run(script);
  }

  /** Writes what is shown as a PNG, the page down to its end if {@code whole}. */
  void screenshot(Path file, boolean whole) throws IOException {
    if (whole) {
      resize(number("return innerWidth"), number("return document.documentElement.scrollHeight"));
    }
    Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
  }

  /** The page as a PDF in Base64. */
  String print() {
    Map<String, Object> paper = Map.of("preferCSSPageSize", true);
    return (String) driver.executeCdpCommand("Page.printToPDF", paper).get("data");
  }

  /** Fails if a page had an error, or asked for anything but itself and data in itself. */
  void requireCalm() {
    List<String> errors = new ArrayList<>();
    for (LogEntry entry : driver.manage().logs().get(LogType.BROWSER)) {
      errors.add(entry.getMessage());
    }
    int pages = 0;
    for (LogEntry entry : driver.manage().logs().get(LogType.PERFORMANCE)) {
      Matcher request = REQUEST.matcher(entry.getMessage());
      if (request.find()) {
        String url = request.group(1);
        if (url.startsWith("file:") && url.endsWith(".html")) {
          pages++;
        } else if (!url.startsWith("data:")) {
          errors.add("asked for " + url);
        }
      }
    }
    assertEquals(List.of(), errors);
    assertTrue(pages > 0, "no page was opened");
  }

  @Override
  public void close() {
    driver.quit();
  }
}
