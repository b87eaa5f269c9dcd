package mnisteval.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import mnisteval.evaluation.EvaluatedNetwork;
import mnisteval.evaluation.Evaluator;
import mnisteval.evaluation.metrics.MetricsTally;
import mnisteval.idx.ImageSet;
import mnisteval.idx.LabeledImages;
import mnisteval.input.Source;
import mnisteval.network.Activation;
import mnisteval.network.Layer;
import mnisteval.network.Network;
import mnisteval.network.PixelScale;
import mnisteval.picture.PictureFile;

/**
 * Evaluates a network of zeros on a few images, or reads a picture of one pixel, while another
 * thread still reads the arguments and the weights, so that classes are loaded and loops compiled
 * when the evaluation begins. Nothing comes of it but time: a process starts with one thread, and
 * mostly has two processors or more.
 */
public final class Rehearsal implements Runnable {
  /** Enough for the loops to be compiled, few enough to be done before the weights are read. */
  private static final int IMAGES = 400;

  private static final int[] UNITS = {784, 50, 100, 10};

  /** A PNG file of one black pixel. */
  private static final String PICTURE =
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+k"
          + "cQAAAABJRU5ErkJggg==";

  private final boolean accuracyAlone;
  private final boolean picture;

  private Rehearsal(boolean accuracyAlone, boolean picture) {
    this.accuracyAlone = accuracyAlone;
    this.picture = picture;
  }

  /**
   * Starts a thread that rehearses an evaluation, unless there is only one processor.
   *
   * @param accuracyAlone whether the evaluation that follows counts right answers and nothing more
   * @param picture whether a picture is read in place of an evaluation
   */
  public static void start(boolean accuracyAlone, boolean picture) {
    if (Runtime.getRuntime().availableProcessors() > 1) {
      Thread thread = new Thread(new Rehearsal(accuracyAlone, picture), "rehearsal");
      thread.setDaemon(true);
      thread.start();
    }
  }

  @Override
  public void run() {
    try {
      if (picture) {
        readPicture();
      } else {
        evaluate();
      }
    } catch (IOException e) {
      // Whoever needs these images says what is wrong with them.
    }
  }

  /** What reads pictures is a large part of the JDK. */
  private static void readPicture() throws IOException {
    System.setProperty("java.awt.headless", "true");
    byte[] png = Base64.getDecoder().decode(PICTURE);
    PictureFile.read(Source.stream("", new ByteArrayInputStream(png)));
  }

  private void evaluate() throws IOException {
    Network network = zeros();
    try (LabeledImages images = ImageSet.bundled().part(0, IMAGES).open()) {
      if (accuracyAlone) {
        Evaluator.evaluate("", network, null, images, 1, null);
      } else {
        MetricsTally tally = new MetricsTally(network.classes());
        Evaluator.evaluate(new EvaluatedNetwork("", network, tally), images, 1, null);
      }
    }
  }

  private static Network zeros() {
    Layer[] layers = new Layer[UNITS.length - 1];
    for (int i = 0; i < layers.length; i++) {
      layers[i] = new Layer(new double[UNITS[i]][UNITS[i + 1]], new double[UNITS[i + 1]]);
    }
    return Network.of(List.of(layers), Activation.SIGMOID, PixelScale.UNIT);
  }
}
