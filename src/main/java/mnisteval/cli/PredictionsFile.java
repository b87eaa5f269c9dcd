package mnisteval.cli;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import mnisteval.cli.options.EvaluateOptions;
import mnisteval.evaluation.ClassOrder;
import mnisteval.evaluation.Tally;
import mnisteval.evaluation.metrics.MetricsTally;
import mnisteval.idx.LabeledImages;
import mnisteval.input.InputException;
import mnisteval.input.Source;
import mnisteval.network.Network;
import mnisteval.report.PredictionRows;
import mnisteval.report.output.OutputFile;
import mnisteval.weights.WeightsFile;
import mnisteval.weights.array.NamedArrays;
import mnisteval.weights.layers.LoadedNetwork;
import mnisteval.weights.layers.NetworkReader;
import mnisteval.weights.layers.ReadOptions;
import org.apache.commons.io.IOUtils;

/**
 * The CSV file of the predictions for all images: of one network, or of several one after the
 * other, whose file names are its first column then. A network that fails leaves no rows, unless
 * they have gone through a pipe already.
 */
final class PredictionsFile implements Closeable {
  private final Appendable out;

  /** The file, or null if it is standard output. */
  private final OutputFile file;

  private final ClassOrder order;
  private final boolean several;

  /** The most classes of any network; 0 of a single one, which tells when it is read. */
  private final int widest;

  /** Where the rows of the last network start. */
  private long start;

  private PredictionsFile(OutputFile file, Appendable out, EvaluateOptions options, int widest) {
    this.file = file;
    this.out = out;
    order = options.order();
    several = options.weights().size() > 1;
    this.widest = widest;
  }

  /**
   * Opens the file that the options ask for, or returns null if they ask for none. Of several
   * networks, it reads all files for the number of their classes, by which the columns are named.
   *
   * @param images that they are evaluated on
   * @param inputs files that must not be overwritten
   * @throws InputException if it can't be written, or one of several files can be read only once
   */
  static PredictionsFile open(
      EvaluateOptions options, LabeledImages images, Console console, List<Path> inputs)
      throws IOException {
    boolean printed = options.report().predictionsToStandardOutput();
    Path path = options.report().predictions();
    if (!printed && path == null) {
      return null;
    }
    OutputFile file = printed ? null : OutputFile.open(path, inputs);
    Appendable out = printed ? console.out() : file;
    try {
      boolean several = options.weights().size() > 1;
      int widest = several ? widest(options, images.imageSize()) : 0;
      if (several) {
        PredictionRows.writeHeader(true, widest, options.order(), out);
      }
      return new PredictionsFile(file, out, options, widest);
    } catch (IOException e) {
      IOUtils.closeQuietly(file);
      throw e;
    }
  }

  /** Returns the most classes of a network that can be evaluated on images of so many pixels. */
  private static int widest(EvaluateOptions options, int pixels) throws IOException {
    int widest = 0;
    for (Source source : options.weights()) {
      requireReadTwice(source);
      try {
        NamedArrays arrays = WeightsFile.read(source);
        ReadOptions reading = options.reading().withInputs(pixels);
        Network network = NetworkReader.of(arrays, source.name(), reading).network();
        boolean fits = network.inputs() == pixels && network.classes() <= MetricsTally.MAX_CLASSES;
        widest = fits ? Math.max(widest, network.classes()) : widest;
      } catch (InputException e) {
        // Reported in its turn, when it is read to be evaluated.
      }
    }
    return options.order() == null ? widest : options.order().classes();
  }

  private static void requireReadTwice(Source source) throws InputException {
    for (Source part : source.parts().isEmpty() ? List.of(source) : source.parts()) {
      if (part.readOnce()) {
        throw InputException.of(
            part.name(),
            "can be read only once (expected files, which --predictions of several networks reads"
                + " twice)");
      }
    }
  }

  /**
   * Returns a tally that writes the rows of a network.
   *
   * @throws InputException if it has more classes than when its file was read first
   */
  Tally rows(LoadedNetwork loaded) throws IOException {
    int classes = loaded.network().classes();
    if (!several) {
      return new PredictionRows(classes, order, out);
    }
    if (classes > widest) {
      String problem = "has changed during the run (expected at most %d outputs, found %d)";
      throw InputException.of(loaded.file(), problem, widest, classes);
    }
    start = file == null ? 0 : file.position();
    return new PredictionRows(loaded.file(), classes, widest, order, out);
  }

  /** Takes back the rows of the last network, unless they have gone through a pipe already. */
  void takeBack() throws IOException {
    if (file != null) {
      file.truncate(start);
    }
  }

  /** Completes the file. */
  void commit() throws IOException {
    if (file != null) {
      file.commit();
    }
  }

  /** Throws away what was not committed. */
  @Override
  public void close() throws IOException {
    if (file != null) {
      file.close();
    }
  }
}
