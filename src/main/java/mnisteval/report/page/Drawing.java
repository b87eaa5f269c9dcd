package mnisteval.report.page;

import io.jstach.jstache.JStache;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;
import java.util.stream.IntStream;
import mnisteval.evaluation.Accuracy;
import mnisteval.evaluation.ClassOrder;
import mnisteval.evaluation.metrics.ExampleTally.Example;
import mnisteval.input.InputException;
import mnisteval.network.Network;
import mnisteval.report.ClassNames;
import mnisteval.report.PythonFloat;
import mnisteval.report.Report;
import mnisteval.report.Rounded;
import mnisteval.weights.layers.Interpretation;

/**
 * A page to draw digits on and to see what a network makes of them: one file that needs no network
 * connection. The arithmetic is a script on the page, {@code drawing.js}, and the weights are the
 * network's own, to the last bit.
 *
 * @param version of the program
 * @param file of the weights
 * @param network whose inputs are a square image
 * @param interpretation how the file was read
 * @param notes what the user should know about how it was read and run, a sentence each
 * @param order the labels of the outputs, or null if output k is label k
 * @param names of the classes
 * @param images the set that the network was evaluated on, or null if none fits it
 */
public record Drawing(
    String version,
    Report.Input file,
    Network network,
    Interpretation interpretation,
    List<String> notes,
    ClassOrder order,
    ClassNames names,
    Images images) {
  /** Bytes of weights: a page with more takes seconds to open, and a gigabyte of the browser. */
  private static final long MOST_BYTES = 20_000_000;

  /** Each has an element of the page: a file of 12 MB can have a million, and stop the browser. */
  private static final int MOST_CLASSES = 1000;

  /** Classes whose probabilities all have a line; of more, the most probable have. */
  private static final int MOST_LISTED = 20;

  /** From so many hidden layers on, the page is longer than a screen. */
  private static final int DEEP = 4;

  /**
   * The images that the network was evaluated on.
   *
   * @param name of their file
   * @param examples a few of each class
   */
  public record Images(String name, Accuracy accuracy, List<Example> examples) {}

  /**
   * Checks that a network is small enough for a page.
   *
   * @throws InputException if it is not
   */
  public static void requireFitting(String file, Network network) throws InputException {
    if (network.classes() > MOST_CLASSES) {
      throw InputException.of(
          file,
          "too many classes for a page (expected at most %d, found %d); predict takes it",
          MOST_CLASSES,
          network.classes());
    }
    long bytes = NetworkJson.bytes(network);
    if (bytes > MOST_BYTES) {
      throw InputException.of(
          file,
          "too large for a page (expected at most %d MB of weights, found %d MB);"
              + " predict takes it, or train one with fewer units",
          MOST_BYTES / 1_000_000,
          (bytes + 999_999) / 1_000_000);
    }
  }

  /**
   * Writes the page piece by piece, with {@code \n} at the ends of lines, to be encoded in UTF-8.
   * The same network gives the same page.
   *
   * @param out not closed
   * @throws IOException if {@code out} cannot be written
   */
  public void write(Writer out) throws IOException {
    String style = PageResource.text("page.css") + PageResource.text("drawing.css");
    String script = PageResource.text("drawing.js");
    try {
      DrawingPage.render(new Page(this, style, script), out, new PageText(out), HtmlText::escape);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** What the template shows. Texts are not escaped yet. */
  @JStache(path = "drawing.html.mustache", name = "DrawingPage")
  record Page(Drawing drawing, String style, String script) {
    /** The number of pixels across and down. */
    int side() {
      return (int) Math.sqrt(drawing.network.inputs());
    }

    String layers() {
      return String.join(" – ", drawing.network.units().stream().map(String::valueOf).toList());
    }

    String activation() {
      boolean hidden = !drawing.network.activations().isEmpty();
      return (hidden ? drawing.network.activationText() + ", then " : "") + "softmax";
    }

    /** The classes by ascending label. */
    List<String> classes() {
      int count = drawing.network.classes();
      return IntStream.range(0, count).mapToObj(drawing.names::name).toList();
    }

    /** How many classes have a line where not all have, otherwise null. */
    Integer listed() {
      return drawing.network.classes() > MOST_LISTED ? MOST_LISTED / 2 : null;
    }

    /** The number of each hidden layer, from 1. */
    List<Integer> hidden() {
      return IntStream.rangeClosed(1, drawing.network.activations().size()).boxed().toList();
    }

    /** Whether the layers are more than fit on a screen. */
    boolean deep() {
      return drawing.network.activations().size() >= DEEP;
    }

    String right() {
      return Rounded.percent(drawing.images.accuracy.accuracy(), 2);
    }

    String rightText() {
      Accuracy of = drawing.images.accuracy;
      return PythonFloat.text(of.correct(), of.total());
    }

    /** Whether there are test images to choose from. */
    boolean examples() {
      return drawing.images != null && !drawing.images.examples.isEmpty();
    }

    /** The numbers that the script reads. */
    PageText.Part numbers() {
      List<Example> shown = drawing.images == null ? List.of() : drawing.images.examples;
      return out -> NetworkJson.write(drawing.network, drawing.order, shown, out);
    }

    String styleHash() {
      return PageResource.hash(style);
    }

    String scriptHash() {
      return PageResource.hash(script);
    }
  }
}
