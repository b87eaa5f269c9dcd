package mnisteval.report;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import mnisteval.evaluation.ClassOrder;
import mnisteval.evaluation.Prediction;
import mnisteval.evaluation.Tally;

/**
 * Writes the predictions for all images as CSV: a header {@code index,label,predicted,p0,p1...} and
 * a row for each image, in the order of the images, on lines that end with {@code \n}. Classes are
 * told by their labels, and stand in the ascending order of these. Probabilities are the shortest
 * decimals that give the same double.
 *
 * <p>Nothing is kept: the rows of a block are text until they are merged, and then written.
 */
public final class PredictionRows implements Tally {
  /** Twice the digits of a probability: a builder of text has spare room. */
  private static final int BYTES_A_PROBABILITY = 44;

  private static final int BYTES_A_ROW = 40;

  private final int classes;
  private final ClassOrder order;
  private final Appendable out;

  /**
   * Makes the tally that all others are merged into.
   *
   * @param classes of the network
   * @param order the labels of its outputs, or null if output k is label k
   * @param out where the header goes at once, and rows when they are merged
   * @throws IOException if {@code out} cannot be written
   */
  public PredictionRows(int classes, ClassOrder order, Appendable out) throws IOException {
    this.classes = classes;
    this.order = order;
    this.out = out;
    out.append("index,label,predicted");
    for (int i = 0; i < classes; i++) {
      out.append(",p").append(label(i));
    }
    out.append('\n');
  }

  private PredictionRows(int classes, ClassOrder order) {
    this.classes = classes;
    this.order = order;
    out = new StringBuilder();
  }

  private String label(int classIndex) {
    return Integer.toString(order == null ? classIndex : order.label(classIndex));
  }

  @Override
  public long bytes(long images, int pixels) {
    return images * (BYTES_A_ROW + (long) BYTES_A_PROBABILITY * classes);
  }

  @Override
  public PredictionRows empty() {
    return new PredictionRows(classes, order);
  }

  /**
   * Adds one image.
   *
   * @throws UncheckedIOException only in the tally that others are merged into, if its file cannot
   *     be written
   */
  @Override
  public void add(Prediction image) {
    try {
      out.append(Long.toString(image.number()));
      out.append(',').append(label(image.label()));
      out.append(',').append(label(image.predicted()));
      for (double probability : image.probabilities()) {
        out.append(',').append(NumberOutput.toString(probability, true));
      }
      out.append('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Writes the rows of a tally that {@link #empty} made.
   *
   * @throws IOException if they cannot be written
   */
  @Override
  public void merge(Tally next) throws IOException {
    out.append((StringBuilder) ((PredictionRows) next).out);
  }
}
