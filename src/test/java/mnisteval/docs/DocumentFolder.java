package mnisteval.docs;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import mnisteval.PickledNetwork;
import mnisteval.input.Source;
import mnisteval.weights.WeightsFile;
import mnisteval.weights.array.NdArray;

/**
 * A folder with the files that the documents' commands read, and a web server that has those of
 * {@code data}. Where the book's weights, the distribution or numpy are not there, it lacks what is
 * made of them.
 */
final class DocumentFolder implements AutoCloseable {
  private static final Path SAMPLE =
      Path.of(System.getProperty("mnisteval.shared"), "sample_weight.pkl");
  private static final Path DISTRIBUTION = Path.of(System.getProperty("mnisteval.dist"));

  /** The address of the server in the documents; the true one has another port. */
  private static final String ADDRESS = "127.0.0.1:8124";

  private final Path folder;
  private final HttpServer server;
  private final Map<String, String> missing = new LinkedHashMap<>();

  /**
   * Makes the files.
   *
   * @param folder a new folder, which is filled
   */
  DocumentFolder(Path folder) throws Exception {
    this.folder = folder;
    programs();
    data();
    badFiles();
    ofTheBook();
    students();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  /** The jar, the distribution and numpy. */
  private void programs() throws Exception {
    Files.createDirectories(folder.resolve("target"));
    Files.createDirectories(folder.resolve(".local/bin"));
    Files.copy(Path.of(System.getProperty("mnisteval.jar")), folder.resolve("mnist-eval.jar"));
    Path jar = Path.of("..", "mnist-eval.jar");
    Files.createSymbolicLink(folder.resolve("target/mnist-eval.jar"), jar);
    if (Files.exists(DISTRIBUTION)) {
      Path dist = DISTRIBUTION.getParent().toAbsolutePath();
      Files.createSymbolicLink(folder.resolve("target/dist"), dist);
    } else {
      lack("the distribution is not at " + DISTRIBUTION, "target/dist", "$ mnist-eval");
    }
    if (shell().run("python3 -c", "import numpy").code() != 0) {
      lack("python3 has no numpy", "np.", "export.csv", "network/");
    }
  }

  /** Notes that blocks in which one of these words stands can't be run. */
  private void lack(String reason, String... words) {
    for (String word : words) {
      missing.put(word, reason);
    }
  }

  private void data() throws IOException {
    Files.createDirectories(folder.resolve("data"));
    try (Stream<Path> files = Files.list(Path.of("data"))) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve(file.toString()));
      }
    }
    Path relu = Path.of("src/test/resources/mnisteval/evaluation/settings/relu.npz");
    Files.copy(relu, folder.resolve("relu.npz"));
  }

  /** One for each kind of message that formats.md shows. */
  private void badFiles() throws IOException {
    write("evil.pkl", "cposix\nsystem\n(S'true'\ntR.");
    write("model.pkl", "cnetwork\nmake\n(tR.");
    write("model.tflite", "\34\0\0\0TFL3" + "\0".repeat(40));
    String row = "1,2,3,4,5,6,7,8,9";
    write("W1.csv", row + ",10\n" + row + ",10\n" + row + "\n");
    PickledNetwork network = new PickledNetwork().zeros("W1", 784, 50).zeros("b1", 50);
    network.zeros("W2", 51, 100).zeros("b2", 100);
    Files.write(folder.resolve("net.pkl"), network.bytes());
    ByteArrayOutputStream keras = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(keras)) {
      entry(zip, "metadata.json", "{\"keras_version\":\"3.3.3\"}");
      String layer = "{\"class_name\":\"Conv2D\",\"config\":{\"name\":\"conv2d\"}}";
      String layers = "{\"layers\":[" + layer + "]}";
      entry(zip, "config.json", "{\"class_name\":\"Sequential\",\"config\":" + layers + "}");
      entry(zip, "model.weights.h5", "\u0089HDF\r\n\32\n");
    }
    Files.write(folder.resolve("cnn.keras"), keras.toByteArray());
  }

  private static void entry(ZipOutputStream zip, String name, String content) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(content.getBytes(StandardCharsets.ISO_8859_1));
  }

  private void write(String name, String content) throws IOException {
    Files.write(folder.resolve(name), content.getBytes(StandardCharsets.ISO_8859_1));
  }

  /**
   * The weights of the book, and these with their outputs as MATLAB and Octave order them: output k
   * is output (k + 1) % 10 of the book's network.
   */
  private void ofTheBook() throws IOException {
    if (!Files.exists(SAMPLE)) {
      lack("the book's weights are not at " + SAMPLE, "sample_weight.pkl", "octave.pkl");
      return;
    }
    Files.copy(SAMPLE, folder.resolve("sample_weight.pkl"));
    Map<String, NdArray> arrays = WeightsFile.read(Source.file(SAMPLE)).arrays();
    PickledNetwork network = new PickledNetwork();
    for (String name : List.of("W1", "b1", "W2", "b2", "W3", "b3")) {
      NdArray array = arrays.get(name);
      double[] elements = array.elements();
      double[] moved = elements.clone();
      for (int i = 0; name.endsWith("3") && i < moved.length; i++) {
        moved[i] = elements[i / 10 * 10 + (i + 1) % 10];
      }
      network.array(name, array.shape(), moved);
    }
    Files.write(folder.resolve("octave.pkl"), network.bytes());
  }

  /** What a class hands in: two of them the same network, one of them none. */
  private void students() throws IOException {
    Path students = Files.createDirectory(folder.resolve("students"));
    Path example = folder.resolve("data/example_weight.pkl");
    Files.copy(example, students.resolve("ada.pkl"));
    Files.copy(folder.resolve("relu.npz"), students.resolve("bela.npz"));
    Files.copy(example, students.resolve("chiara.pkl"));
    Files.copy(folder.resolve("net.pkl"), students.resolve("dmitri.pkl"));
  }

  private void answer(HttpExchange exchange) throws IOException {
    Path data = folder.resolve("data");
    Path file = data.resolve(exchange.getRequestURI().getPath().substring(1)).normalize();
    boolean found = file.startsWith(data) && Files.isRegularFile(file);
    byte[] body = found ? Files.readAllBytes(file) : new byte[0];
    exchange.sendResponseHeaders(found ? 200 : 404, body.length == 0 ? -1 : body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  /** Returns why a block of code can't be run on this machine, or null. */
  String obstacle(CodeBlock block) {
    for (Map.Entry<String, String> entry : missing.entrySet()) {
      if (block.text().contains(entry.getKey())) {
        return entry.getValue();
      }
    }
    return null;
  }

  /** Returns the outputs of the commands of a console, the address as the document has it. */
  List<String> outputs(List<CodeBlock.Command> commands) throws Exception {
    String address = address();
    List<String> texts = new ArrayList<>();
    for (CodeBlock.Command command : commands) {
      texts.add(command.text().replace(ADDRESS, address));
    }
    List<String> outputs = new ArrayList<>();
    for (String output : shell().outputs(texts)) {
      outputs.add(output.replace(address, ADDRESS));
    }
    return outputs;
  }

  private String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** Returns where the server has a file of {@code data}. */
  String url(String name) {
    return "http://" + address() + "/" + name;
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  /** Returns where scripts in this folder run. */
  ShellSession shell() {
    return new ShellSession(folder);
  }

  @Override
  public void close() throws IOException {
    server.stop(0);
    Files.deleteIfExists(folder.resolve("target/dist"));
  }
}
