package mnisteval.evaluation;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import mnisteval.PickledNetwork;
import mnisteval.idx.ImageSet;
import mnisteval.idx.LabeledImages;
import mnisteval.input.Source;
import mnisteval.network.Activation;
import mnisteval.network.Network;
import mnisteval.network.PixelScale;
import mnisteval.weights.layers.Networks;

/**
 * Images whose logits are chosen: of n pixels only one is 1, and W1 of the network holds the logits
 * as rows. Image i shows row i % n.
 *
 * @param labels one an image
 * @param logits n rows, one number a class
 */
public record Table(int[] labels, double[][] logits) {
  /** The lines of a resource: the label, then the logits. */
  public static Table read(String resource) throws IOException {
    try (InputStream in = Table.class.getResourceAsStream(resource)) {
      List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
      int[] labels = new int[lines.size()];
      double[][] logits = new double[lines.size()][];
      for (int i = 0; i < labels.length; i++) {
        String[] cells = lines.get(i).split("\t");
        labels[i] = Integer.parseInt(cells[0]);
        logits[i] = Arrays.stream(cells).skip(1).mapToDouble(Double::parseDouble).toArray();
      }
      return new Table(labels, logits);
    }
  }

  /** Images that are given these classes, for sure. */
  public static Table predicting(int classes, int[] labels, int... predicted) {
    double[][] logits = new double[predicted.length][classes];
    for (int i = 0; i < predicted.length; i++) {
      logits[i][predicted[i]] = 1;
    }
    return new Table(labels, logits);
  }

  /** The network, whose file is called {@code net.pkl} in messages. */
  public Network network() {
    try {
      PickledNetwork pickle =
          new PickledNetwork().matrix("W1", logits).vector("b1", new double[logits[0].length]);
      return Networks.of(pickle.arrays(), "net.pkl", Activation.SIGMOID, PixelScale.RAW);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The images and labels, called {@code images.idx} and {@code labels.idx}. */
  public ImageSet set() {
    return set(0);
  }

  /** The same with so many bytes missing at the end of the images. */
  public ImageSet set(int missing) {
    int pixels = logits.length;
    ByteBuffer images = ByteBuffer.allocate(16 + labels.length * pixels);
    images.putInt(0x803).putInt(labels.length).putInt(1).putInt(pixels);
    ByteBuffer classes = ByteBuffer.allocate(8 + labels.length);
    classes.putInt(0x801).putInt(labels.length);
    for (int i = 0; i < labels.length; i++) {
      images.put(16 + i * pixels + i % pixels, (byte) 1);
      classes.put((byte) labels[i]);
    }
    int length = images.capacity() - missing;
    return ImageSet.of(
        Source.stream("images.idx", new ByteArrayInputStream(images.array(), 0, length)),
        Source.stream("labels.idx", new ByteArrayInputStream(classes.array())));
  }

  /** Fills the tally and gives it back. */
  public <T extends Tally> T tally(T tally) {
    return tally(network(), set(), tally, 1);
  }

  /** Fills the tally with what the network makes of the images, and gives it back. */
  public static <T extends Tally> T tally(Network network, ImageSet set, T tally, int threads) {
    EvaluatedNetwork evaluated = new EvaluatedNetwork("net.pkl", network, tally);
    try (LabeledImages images = set.open()) {
      Evaluator.evaluate(evaluated, images, threads, null);
      if (evaluated.error() != null) {
        throw evaluated.error();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return tally;
  }
}
