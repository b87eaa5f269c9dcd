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
 * decimals that give the same double. Of several networks, the name of the file stands first, in a
 * column {@code network}; there are as many probabilities as the network with the most classes has,
 * and the cells of those that a network lacks are empty.
 *
 * <p>Nothing is kept: the rows of a block are text until they are merged, and then written.
 */
public final class PredictionRows implements Tally {
  /** Twice the digits of a probability: a builder of text has spare room. */
  private static final int BYTES_A_PROBABILITY = 44;

  private static final int BYTES_A_ROW = 40;

  private final String start;
  private final int classes;
  private final int columns;
  private final ClassOrder order;
  private final Appendable out;

  /**
   * Makes the tally that all others of the only network are merged into.
   *
   * @param classes of the network
   * @param order the labels of its outputs, or null if output k is label k
   * @param out where the header goes at once, and rows when they are merged
   * @throws IOException if {@code out} cannot be written
   */
  public PredictionRows(int classes, ClassOrder order, Appendable out) throws IOException {
    this(null, classes, classes, order, out);
    writeHeader(false, classes, order, out);
  }

  /**
   * Makes the tally that all others of one of several networks are merged into.
   *
   * @param network the name of its file, or null if it is the only one
   * @param classes of the network
   * @param columns of probabilities in the header; those that the network lacks are empty
   * @param order the labels of its outputs, or null if output k is label k
   * @param out where rows go when they are merged
   */
  public PredictionRows(
      String network, int classes, int columns, ClassOrder order, Appendable out) {
    this.start = network == null ? "" : CsvText.cell(network) + ",";
    this.classes = classes;
    this.columns = columns;
    this.order = order;
    this.out = out;
  }

  private PredictionRows(PredictionRows like) {
    start = like.start;
    classes = like.classes;
    columns = like.columns;
    order = like.order;
    out = new StringBuilder();
  }

  /**
   * Writes the header.
   *
   * @param several whether the first column is the network
   * @param columns how many are probabilities
   * @param order the labels of the outputs, or null if output k is label k
   * @throws IOException if {@code out} cannot be written
   */
  public static void writeHeader(boolean several, int columns, ClassOrder order, Appendable out)
      throws IOException {
    out.append(several ? "network,index,label,predicted" : "index,label,predicted");
    for (int i = 0; i < columns; i++) {
      out.append(",p").append(label(i, order));
    }
    out.append('\n');
  }

  private static String label(int classIndex, ClassOrder order) {
    return Integer.toString(order == null ? classIndex : order.label(classIndex));
  }

  @Override
  public long bytes(long images, int pixels) {
    return images * (BYTES_A_ROW + 2L * start.length() + (long) BYTES_A_PROBABILITY * columns);
  }

  @Override
  public PredictionRows empty() {
    return new PredictionRows(this);
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
      out.append(start).append(Long.toString(image.number()));
      out.append(',').append(label(image.label(), order));
      out.append(',').append(label(image.predicted(), order));
      for (double probability : image.probabilities()) {
        out.append(',').append(NumberOutput.toString(probability, true));
      }
      out.append(",".repeat(columns - classes)).append('\n');
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
