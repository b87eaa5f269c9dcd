package mnisteval.report.page;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.zip.GZIPInputStream;
import mnisteval.Run;
import mnisteval.input.Source;
import mnisteval.picture.GreyImage;
import mnisteval.picture.MnistNormalization;
import mnisteval.picture.PictureFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

/** The page of {@code draw} in a browser, beside what the program itself computes. */
final class DrawingIT {
  private static final String EXAMPLE = Path.of("data", "example_weight.pkl").toString();
  private static final String SETTINGS = "src/test/resources/mnisteval/evaluation/settings/";
  private static final Path SCREENS = Path.of("target", "screens");
  private static final int SIZE = 784;
  private static final int IMAGES = 200;

  /** The image that is drawn by hand: a bar down the middle. */
  private static final int[] BAR = {0, 60, 0, 40};

  /**
   * Runs of ink as strokes of a pen as wide as a cell; returns the picture, what is given, and ms.
   */
  private static final String DRAW =
      """
      const [strokes] = arguments;
      document.getElementById('pen').value = 1;
      document.getElementById('clear').click();
      const canvas = document.getElementById('drawing');
      const box = canvas.getBoundingClientRect();
      const times = [];
      const send = (type, x, y) => {
        const event = new PointerEvent(type, {
          clientX: box.left + (x + 0.5) * box.width / 28,
          clientY: box.top + (y + 0.5) * box.height / 28,
          button: 0, isPrimary: true, bubbles: true });
        const start = performance.now();
        canvas.dispatchEvent(event);
        document.body.getBoundingClientRect();
        times.push(performance.now() - start);
      };
      for (const [y, from, to] of strokes) {
        send('pointerdown', from, y);
        send('pointermove', to, y);
        canvas.dispatchEvent(new PointerEvent('pointerup', { bubbles: true }));
      }
      return [canvas.toDataURL().split(',')[1], mnistEval.given().join(' '),
          document.getElementById('winner').textContent, times.join(' ')];
      """;

  private static final String CLASSES =
      """
      return arguments[0].map((text) => {
        const p = mnistEval.probabilities(text.split(' ').map(Number));
        return String(p.indexOf(Math.max(...p)));
      });
      """;

  @TempDir static Path profile;
  @TempDir static Path folder;
  private static Browser browser;
  private static Path page;
  private static byte[] images;

  @BeforeAll
  static void open() throws IOException {
    browser = Browser.start(profile);
    page = draw("example.html", EXAMPLE);
    Files.createDirectories(SCREENS);
    Path file = Path.of("data", "t10k-images-idx3-ubyte.gz");
    try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      in.skipNBytes(16);
      images = in.readNBytes(IMAGES * SIZE);
    }
  }

  private static Path draw(String name, String... arguments) {
    Path file = folder.resolve(name);
    List<String> all = new ArrayList<>(List.of("draw", "--output", file.toString()));
    all.addAll(List.of(arguments));
    Run run = Run.of(all.toArray(new String[0]));
    assertEquals(0, run.code(), run.err());
    return file;
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

  private static void show(Path file) {
    browser.open(file, "", 1200, 900, "light");
  }

  private static double[] numbers(String text) {
    return Arrays.stream(text.split("[ ,]")).mapToDouble(Double::parseDouble).toArray();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "data/example_weight.pkl",
        "data/example_weight.pkl --activation leaky_relu:0.2,gelu --pixels 0.1307,0.3081",
        "data/example_weight.pkl --activation tanh,softplus --pixels 1..0",
        SETTINGS + "sigmoid.npz --pixels 0.01..1",
        SETTINGS + "relu.npz --activation relu",
        SETTINGS + "relu-normalized.npz --activation relu --pixels 0.1307,0.3081",
        SETTINGS + "tanh.npz --activation tanh",
        SETTINGS + "leaky_relu.npz --activation leaky_relu",
        SETTINGS + "gelu.npz --activation gelu",
        SETTINGS + "elu.npz --activation elu --pixels raw",
        SETTINGS + "softplus.npz --activation softplus",
        SETTINGS + "identity.npz --activation identity",
      })
  void givesTheProbabilitiesThatTheProgramGives(String arguments) {
    List<String> all = new ArrayList<>(List.of(arguments.split(" ")));
    show(draw("exact.html", all.toArray(new String[0])));
    List<String> rows =
        browser.texts(
            """
            const bytes = Uint8Array.from(atob(arguments[0]), (c) => c.charCodeAt(0));
            return Array.from({ length: 200 }, (_, i) =>
                mnistEval.probabilities(bytes.subarray(784 * i, 784 * (i + 1))).join(' '));
            """,
            Base64.getEncoder().encodeToString(images));
    all.addAll(List.of("--predictions", "-", "--limit", "" + IMAGES));
    String[] expected = Run.of(all.toArray(new String[0])).out().split("\n");
    assertEquals(IMAGES, rows.size());
    for (int i = 0; i < IMAGES; i++) {
      double[] line = numbers(expected[i + 1]);
      assertArrayEquals(
          Arrays.copyOfRange(line, 3, line.length), numbers(rows.get(i)), 1e-9, "image " + i);
    }
  }

  private static List<List<Integer>> strokes(int image) {
    List<List<Integer>> strokes = new ArrayList<>();
    for (int y = 0; y < 28; y++) {
      int from = -1;
      for (int x = 0; x <= 28; x++) {
        boolean ink = x < 28 && (images[image * SIZE + y * 28 + x] & 0xff) > 127;
        if (ink && from < 0) {
          from = x;
        } else if (!ink && from >= 0) {
          strokes.add(List.of(y, from, x - 1));
          from = -1;
        }
      }
    }
    return strokes;
  }

  /** The program is given the canvas as a PNG file. */
  @Test
  void seesWhatTheProgramSeesInADrawing() throws IOException {
    show(page);
    Path pictures = Files.createDirectory(folder.resolve("pictures"));
    StringBuilder found = new StringBuilder();
    List<String> allGiven = new ArrayList<>();
    List<Double> times = new ArrayList<>();
    for (int i = 0; i < IMAGES; i++) {
      List<String> drawn = browser.texts(DRAW, strokes(i));
      Path picture = pictures.resolve(String.format("%03d.png", i));
      Files.write(picture, Base64.getDecoder().decode(drawn.get(0)));
      GreyImage image = PictureFile.read(Source.file(picture));
      assertEquals(280, image.width());
      byte[] given = MnistNormalization.of(image, 28, "drawing").pixels();
      StringBuilder pixels = new StringBuilder();
      for (byte pixel : given) {
        pixels.append(pixels.length() == 0 ? "" : " ").append(pixel & 0xff);
      }
      assertEquals(pixels.toString(), drawn.get(1), "image " + i);
      found.append(drawn.get(2));
      allGiven.add(drawn.get(1));
      Arrays.stream(numbers(drawn.get(3))).forEach(times::add);
    }
    assertEquals(predicted(EXAMPLE, pictures), found.toString());
    Path book = Path.of(System.getProperty("mnisteval.shared"), "sample_weight.pkl");
    if (Files.exists(book)) {
      show(draw("book.html", book.toString()));
      List<String> classes = browser.texts(CLASSES, allGiven);
      assertEquals(predicted(book.toString(), pictures), String.join("", classes));
    }
    Collections.sort(times);
    double median = times.get(times.size() / 2);
    System.out.printf("a stroke of %d took %.2f ms (median)%n", times.size(), median);
    assertTrue(median < 5, median + " ms a stroke");
  }

  private static String predicted(String weights, Path pictures) {
    Run run = Run.of("predict", "--weights", weights, "--brief", pictures.toString());
    return run.out().replaceAll(".*: (\\d) \\(.*\n", "$1");
  }

  @Test
  void isDrawnOnByTheMouse() {
    show(page);
    assertEquals("–", browser.find("#winner").getText());
    browser.drag("#drawing", BAR);
    assertEquals("1", browser.find("#winner").getText());
    assertEquals(
        "What you drew, scaled and centred as MNIST’s digits are.",
        browser.find("#origin-of-image").getText());
    browser.find("#undo").click();
    assertEquals("–", browser.find("#winner").getText());
    assertFalse(browser.find("#undo").isEnabled());
    browser.drag("#drawing", BAR);
    browser.find("#clear").click();
    assertEquals(null, browser.run("return mnistEval.given()"));
    browser.find("#undo").click();
    assertEquals("1", browser.find("#winner").getText());
  }

  /** A bar of 14 cells, which is scaled to 20 rows. */
  @Test
  void isDrawnOnByTheKeyboard() {
    show(page);
    browser.run("document.getElementById('surface').focus()");
    browser.focused().sendKeys(Keys.SPACE);
    assertEquals("row 15, column 15, filled", browser.run("return cell.textContent"));
    browser.focused().sendKeys(Keys.SPACE);
    assertEquals("row 15, column 15, empty", browser.run("return cell.textContent"));
    assertEquals(null, browser.run("return mnistEval.given()"));
    for (int i = 0; i < 9; i++) {
      browser.focused().sendKeys(Keys.ARROW_UP);
    }
    browser.focused().sendKeys(Keys.SPACE);
    for (int i = 0; i < 13; i++) {
      browser.focused().sendKeys(Keys.chord(Keys.SHIFT, Keys.ARROW_DOWN));
    }
    assertEquals("row 19, column 15, filled", browser.run("return cell.textContent"));
    assertEquals(
        "20 20", // The bar is one pixel wide, as 20 / 14 is rounded.
        browser.run(
            "const ink = mnistEval.given().filter(v => v > 0);"
                + "return `${ink.length} ${ink.filter(v => v === 255).length}`"));
    assertEquals("1", browser.find("#winner").getText());
  }

  @Test
  void showsTestImagesAsTheyAre() {
    show(page);
    browser.find("#images [data-number='0']").click();
    assertEquals("7", browser.find("#winner").getText());
    assertEquals("Image 0 of the set, label 7: right.", browser.find("#origin-of-image").getText());
    StringBuilder pixels = new StringBuilder();
    for (int i = 0; i < SIZE; i++) {
      pixels.append(i == 0 ? "" : ",").append(images[i] & 0xff);
    }
    assertEquals(pixels.toString(), browser.run("return mnistEval.given().join()"));
    // Image 115 is a 4 that the network takes for a 9, with 0.5127.
    browser.find("#images [data-number='115']").click();
    assertEquals("9", browser.find("#winner").getText());
    assertEquals("51.3 %", browser.find("#sure").getText().replace('\u00a0', ' '));
    assertEquals(
        "image 115: label 4, predicted 9, wrong",
        browser.find("#images [aria-pressed=true]").getAccessibleName().replaceAll(" +(?=,)", ""));
    assertEquals(40, browser.number("return document.querySelectorAll('#images li').length"));
  }

  /** Of two pixels a side and two hidden units; the numbers are found by hand. */
  @Test
  void fillsInTheEquationOfAUnit() throws IOException {
    Path net = folder.resolve("small.json");
    Files.writeString(
        net,
        "{\"W1\": [[1, -2], [0, 0], [0.5, 0], [3, 0]], \"b1\": [0.25, 0.5],"
            + " \"W2\": [[1, 0], [0, 1]], \"b2\": [0, 0]}");
    show(draw("small.html", net.toString(), "--activation", "relu"));
    browser.run("document.getElementById('surface').focus()");
    browser.focused().sendKeys(Keys.SPACE);
    // A box of 1.43, rounded to one pixel; its margin is half a pixel, rounded up.
    assertEquals("0,0,0,255", browser.run("return mnistEval.given().join()"));
    browser.run("document.querySelector('.units').focus()");
    browser.focused().sendKeys(Keys.ENTER);
    assertEquals("Unit 1 of hidden layer 1", browser.find("#unit").getText());
    assertEquals("relu(1.00·3.00 + 0.25 bias) = 3.25", browser.find("#equation").getText());
    assertEquals("0.25", browser.find("#bias").getText());
    assertEquals("3.25", browser.find("#sum").getText());
    assertEquals("3.25", browser.find("#result").getText());
    browser.focused().sendKeys(Keys.ARROW_RIGHT);
    assertEquals("relu(0.50 bias) = 0.50", browser.find("#equation").getText());
    browser.focused().sendKeys(Keys.ESCAPE);
    assertEquals("The winner: output 0", browser.find("#unit").getText());
  }

  @Test
  void choosesTheUnitThatIsClicked() {
    show(page);
    browser.find("#images li:nth-child(1) button").click();
    browser.run(
        "const c = document.querySelector('.units canvas');"
            + "const b = c.getBoundingClientRect();"
            + "c.dispatchEvent(new MouseEvent('click', { bubbles: true,"
            + " clientX: b.left + 30, clientY: b.top + 10 }));");
    assertEquals("Unit 2 of hidden layer 1", browser.find("#unit").getText());
    assertTrue(browser.find("#equation").getText().startsWith("sigmoid("));
    assertEquals("slider", browser.find(".units").getAriaRole());
    assertEquals("2", browser.find(".units").getDomAttribute("aria-valuenow"));
    browser.find("#classes li:nth-child(4) button").click();
    assertEquals("Output 3", browser.find("#unit").getText());
    browser.find("#follow").click();
    assertEquals("The winner: output 0", browser.find("#unit").getText());
  }

  @Test
  void saysTheWinnerToScreenReaders() throws InterruptedException {
    show(page);
    browser.find("#images [data-number='115']").click();
    for (int i = 0; i < 50 && browser.run("return spoken.textContent").equals(""); i++) {
      Thread.sleep(100);
    }
    assertEquals(
        "9, 51.3 %; then 4, 48.3 %", // numpy: 0.5127 and 0.4827
        ((String) browser.run("return spoken.textContent")).replace('\u00a0', ' '));
    assertEquals("status", browser.find("#spoken").getAriaRole());
  }

  /** The pixel is taken out of the image, and the program asked again. */
  @Test
  void findsThePixelThatCountsMost() throws InterruptedException {
    show(page);
    browser.find("#images [data-number='115']").click();
    for (int i = 0; i < 50 && browser.find("#reason").getText().isEmpty(); i++) {
      Thread.sleep(100);
    }
    String found =
        (String)
            browser.run(
                """
                const all = [...mnistEval.given()];
                const of = (pixels) => mnistEval.probabilities(pixels)[9];
                const before = of(all);
                let best = -1;
                let most = 0;
                all.forEach((value, i) => {
                  const change = Math.abs(before - of(all.map((v, j) => j === i ? 0 : v)));
                  if (change > most) { most = change; best = i; }
                });
                const after = of(all.map((v, j) => j === best ? 0 : v));
                return `The pixel in row ${Math.floor(best / 28) + 1}, column ${best % 28 + 1}`
                    + ` counts most: without it, the probability of 9 goes from `
                    + `${(100 * before).toFixed(1)} % to ${(100 * after).toFixed(1)} %.`;
                """);
    assertEquals(found, browser.find("#reason").getText().replace('\u00a0', ' '));
  }

  @Test
  void mapsOutputsToLabels() {
    // Output 0 stands for 1 here, and so on; the last for 0.
    show(draw("order.html", EXAMPLE, "--class-order", "1-9,0"));
    browser.run("document.querySelector('#images li button').click()");
    List<String> shown =
        browser.texts(
            "return [...document.querySelectorAll('#classes li')].map(li =>"
                + "`${li.querySelector('.name').textContent} ${li.querySelector('.share').textContent}`)");
    double[] outputs =
        numbers((String) browser.run("return mnistEval.probabilities(mnistEval.given()).join()"));
    for (int label = 0; label < 10; label++) {
      double share = outputs[(label + 9) % 10];
      String start = label + " ";
      assertTrue(shown.get(label).startsWith(start), shown.get(label));
      if (share > 0.001 && share < 0.999) {
        String percent = String.format("%.1f", 100 * share);
        assertEquals(start + percent + "\u00a0%", shown.get(label));
      }
    }
  }

  @Test
  void showsHostileNamesAsText() throws IOException {
    Path net = folder.resolve("<script>alert(1)<!--.npz");
    Files.copy(Path.of(SETTINGS, "sigmoid.npz"), net);
    List<String> names =
        new ArrayList<>(
            List.of(
                "</script><script>alert(2)</script>",
                "\"><img src=x onerror=alert(3)>",
                "' onclick='alert(4)",
                "a\u202eb",
                "{{x}}",
                "\\u003c"));
    while (names.size() < 10) {
      names.add("class " + names.size());
    }
    show(draw("hostile.html", net.toString(), "--class-names", String.join(",", names)));
    assertEquals(net.toString(), browser.find("h1").getText());
    names.set(3, "a\\u202eb");
    assertEquals(
        names,
        browser.texts(
            "return [...document.querySelectorAll('#classes .name')].map(n => n.textContent)"));
    browser.find("#classes button").click();
    assertEquals("Output " + names.get(0), browser.find("#unit").getText());
    assertEquals(2, browser.number("return document.scripts.length"));
    assertEquals(0, browser.number("return document.images.length"));
  }

  /** Networks of 2 to 62 classes, of none to eight hidden layers, of 8x8 and 28x28 pixels. */
  @ParameterizedTest
  @CsvSource({"2, 1, 64", "10, 0, 784", "10, 8, 784", "62, 1, 784", "300, 2, 25"})
  void fitsAnyNetwork(int classes, int hidden, int inputs) throws IOException {
    Path net = Files.writeString(folder.resolve("any.json"), network(classes, hidden, inputs));
    List<String> names = new ArrayList<>();
    for (int i = 0; i < classes; i++) {
      names.add(i % 2 == 0 ? "a class with a rather long name: number " + i : "c" + i);
    }
    Path any = draw("any.html", net.toString(), "--class-names", String.join(",", names));
    for (int width : new int[] {375, 800, 1200}) {
      browser.open(any, "", width, 900, "dark");
      browser.drag("#drawing", 10, 60, 40, 20);
      assertTrue(
          browser.number("return document.documentElement.scrollWidth") <= width,
          classes + " classes are wider than " + width);
      assertEquals(
          Math.min(classes, classes > 20 ? 10 : 20),
          browser.number(
              "return [...document.querySelectorAll('#classes li')].filter(li => !li.hidden).length"));
    }
    browser.screenshot(SCREENS.resolve("draw-" + classes + "-" + hidden + ".png"), true);
  }

  /** Weights that look random and are the same each time. */
  private static String network(int classes, int hidden, int inputs) {
    StringBuilder json = new StringBuilder("{");
    int before = inputs;
    for (int n = 1; n <= hidden + 1; n++) {
      int units = n > hidden ? classes : 20 + n;
      List<List<Double>> weights = new ArrayList<>();
      for (int i = 0; i < before; i++) {
        List<Double> row = new ArrayList<>();
        for (int j = 0; j < units; j++) {
          row.add((i * 31 + j * 17 + i * j) % 41 / 20.0 - 1);
        }
        weights.add(row);
      }
      String comma = n == 1 ? "" : ", ";
      json.append(comma).append("\"W").append(n).append("\": ").append(weights);
      json.append(", \"b").append(n).append("\": ").append(Collections.nCopies(units, 0.1));
      before = units;
    }
    return json.append("}").toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"light", "dark"})
  void isLegible(String scheme) {
    browser.open(page, "", 1200, 900, scheme);
    browser.find("#images li:nth-child(3) button").click();
    browser.run("document.querySelector('#classes button').click()");
    assertEquals(List.of(), browser.faintTexts(100));
  }

  @Test
  void saysThatItNeedsScripts() {
    browser.scripts(false);
    try {
      show(page);
      assertTrue(browser.find("noscript .error").isDisplayed());
    } finally {
      browser.scripts(true);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"light", "dark"})
  void isShown(String scheme) throws IOException {
    assertTrue(Files.size(page) < 1_500_000, "1.5 MB at most");
    for (int width : new int[] {1200, 375}) {
      browser.open(page, "", width, 900, scheme);
      browser.find("#images [data-number='115']").click();
      browser.screenshot(SCREENS.resolve("draw-" + width + "-" + scheme + ".png"), true);
    }
  }
}
