package mnisteval.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import mnisteval.Run;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Weights from a web server, and the sums that they must have. */
final class WeightsUrlTest {
  private static final Path EXAMPLE = Path.of("data", "example_weight.pkl");
  private static final Run ACCURACY = new Run(0, "Accuracy:0.9864\n", "");

  /** As data/README.md tells it. */
  private static final String SHA256 =
      "be35b8cd6513bebe3e5b323d702070d748c9aab28ced1560f86bb23c6011f788";

  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/net.pkl", "/chunked/net.pkl", "/moved", "/net.pkl?key=1"})
  void fetchesWeights(String path) {
    assertEquals(ACCURACY, Run.of("--weights", url(path)));
  }

  @Test
  void fetchesWeightsWhateverTheCaseOfTheScheme() {
    assertEquals(ACCURACY, Run.of("--weights", url("/net.pkl").replace("http", "HTTP")));
  }

  @Test
  void inspectsWhatItFetches() {
    Run listed = Run.of("inspect", EXAMPLE.toString());
    String same = listed.out().replace(EXAMPLE.toString(), url("/net.pkl"));
    assertEquals(new Run(0, same, ""), Run.of("inspect", url("/net.pkl")));
  }

  @Test
  void comparesWhatItFetchesWithASum() {
    assertEquals(ACCURACY, Run.of("--weights", url("/net.pkl"), "--sha256", SHA256));
  }

  @Test
  void comparesAFileWithASum() {
    assertEquals(ACCURACY, Run.of("--weights", EXAMPLE.toString(), "--sha256", SHA256));
  }

  @Test
  void comparesStandardInputWithASum() throws IOException {
    byte[] weights = Files.readAllBytes(EXAMPLE);
    assertEquals(ACCURACY, Run.withInput(weights, "--weights", "-", "--sha256", SHA256));
  }

  /**
   * The sum is that of "abc" by FIPS 180-4, and the bytes are no pickle, which is not looked at.
   */
  @Test
  void refusesAnotherFileBeforeItIsRead() {
    byte[] abc = {'a', 'b', 'c'};
    Run run = Run.withInput(abc, "--weights", "-", "--sha256", SHA256);
    String error =
        "mnist-eval: standard input: sha256 differs (expected "
            + SHA256
            + ", found ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad)\n";
    assertEquals(new Run(3, "", error), run);
  }

  @ParameterizedTest
  @ValueSource(strings = {"abc", "0x12", ""})
  void refusesWhatIsNoSum(String sum) {
    Run run = Run.of("--weights", "gone.pkl", "--sha256=" + sum);
    String error =
        "mnist-eval: Invalid value for option '--sha256': expected 64 hexadecimal digits, found '"
            + sum
            + "' (mnist-eval --help shows all options)\n";
    assertEquals(new Run(2, "", error), run);
  }

  @Test
  void leavesSecretsOutOfTheCommandOnAPage(@TempDir Path folder) throws IOException {
    Path page = folder.resolve("page.html");
    Run run = Run.of("--weights", url("/net.pkl?key=secret"), "--html", page.toString());
    assertEquals(ACCURACY, run);
    String html = Files.readString(page);
    assertTrue(html.contains("mnist-eval.jar --weights " + url("/net.pkl") + " --html"), html);
    assertFalse(html.contains("secret"));
  }

  @Test
  void saysTheStatusOfWhatIsMissing() {
    Run run = Run.of("--weights", url("/gone.pkl?key=secret"));
    String error = "mnist-eval: " + url("/gone.pkl") + ": status 404 (expected 200)\n";
    assertEquals(new Run(3, "", error), run);
  }

  @Test
  void saysThatAPageIsNoPickle() {
    Run run = Run.of("--weights", url("/page"));
    String problem =
        ": no network (expected a pickle, .npz, .npy, PyTorch, .safetensors, ONNX, Keras, JSON or CSV file, found"
            + " an HTML or XML page)\n";
    assertEquals(new Run(3, "", "mnist-eval: " + url("/page") + problem), run);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "ftp://h/a.pkl?b; ftp://h/a.pkl: cannot be fetched (expected http or https, found ftp)",
        "http://me:pw@h/a.pkl; http://h/a.pkl: a user or password in the URL (expected none)",
      })
  void refusesOtherUrls(String weights, String message) {
    Run run = Run.of("--weights", weights);
    assertEquals(new Run(3, "", "mnist-eval: " + message + "\n"), run);
  }

  @ParameterizedTest
  @ValueSource(strings = {"C://gone.pkl", "./http://gone.pkl", "://gone.pkl", "http:/gone.pkl"})
  void takesWhatIsNoUrlForAFile(String weights) {
    Run run = Run.of("--weights", weights);
    String error = "mnist-eval: " + Path.of(weights) + ": no such file\n";
    assertEquals(new Run(3, "", error), run);
  }

  private String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      if (path.equals("/moved")) {
        exchange.getResponseHeaders().set("Location", "net.pkl");
        exchange.sendResponseHeaders(302, -1);
      } else if (path.equals("/page")) {
        send(exchange, "<!doctype html>".getBytes(), false);
      } else if (path.endsWith("/net.pkl")) {
        send(exchange, Files.readAllBytes(EXAMPLE), path.startsWith("/chunked"));
      } else {
        exchange.sendResponseHeaders(404, -1);
      }
    }
  }

  private static void send(HttpExchange exchange, byte[] body, boolean chunked) throws IOException {
    exchange.sendResponseHeaders(200, chunked ? 0 : body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }
}
