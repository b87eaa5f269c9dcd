package mnisteval.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import mnisteval.evaluation.ClassOrder;
import mnisteval.input.InputException;
import mnisteval.network.ForwardPass;
import mnisteval.network.Network;
import mnisteval.picture.GreyImage;
import mnisteval.report.ClassNames;
import mnisteval.report.Table;

/** The labels that a network predicts for images, as lines of text. */
final class PredictionText implements PredictionLines {
  /** Layout: of more classes only the most probable are listed; a small zip can have millions. */
  private static final int MAX_LISTED = 1000;

  /** A line of them. */
  private static final int MOST_PROBABLE = 10;

  /** Layout: longer names of classes would leave no room for ten on a line. */
  private static final int MAX_NAME = 20;

  private final ForwardPass pass;
  private final ClassOrder order;
  private final ClassNames names;
  private final boolean brief;
  private final boolean show;

  /**
   * Prepares the predictions of one network.
   *
   * @param order the labels of its outputs, or null if output k is label k
   * @param names of the classes, or their labels
   * @param brief whether the probabilities of all classes are left out
   * @param show whether images are drawn
   */
  PredictionText(Network network, ClassOrder order, ClassNames names, boolean brief, boolean show) {
    this.pass = new ForwardPass(network);
    this.order = order;
    this.names = names;
    this.brief = brief;
    this.show = show;
  }

  /** The predicted label and its probability, then all labels and the drawing, if wanted. */
  @Override
  public List<String> of(String name, Integer label, GreyImage image) throws InputException {
    int predicted = pass.classify(image.pixels(), 0);
    double[] probabilities = pass.probabilities(image.pixels(), 0);
    String shown = label == null ? name : "image " + name;
    List<String> lines = new ArrayList<>();
    String truth = label == null ? "" : ", label " + name(label);
    String probability = " (" + text(probabilities[predicted]) + ")";
    lines.add(shown + ": " + nameOfOutput(predicted) + probability + truth);
    if (!brief) {
      addClasses(probabilities, lines);
    }
    if (show) {
      lines.addAll(image.drawing(shown));
    }
    return lines;
  }

  private String nameOfOutput(int output) {
    return names.name(order == null ? output : order.classOfOutput(output));
  }

  /** Returns the name of a label, which is the label itself if the network has no such class. */
  private String name(int label) {
    int known = order == null ? label : order.classOf(label);
    return known < 0 ? Integer.toString(label) : names.name(known);
  }

  /** Lists outputs in the ascending order of their labels, or only the most probable ones. */
  private void addClasses(double[] probabilities, List<String> lines) {
    int count = probabilities.length;
    List<Integer> listed;
    if (count > MAX_LISTED) {
      listed = mostProbable(probabilities);
      lines.add("  the " + listed.size() + " most probable of " + count + ":");
    } else {
      listed =
          IntStream.range(0, count).map(k -> order == null ? k : order.output(k)).boxed().toList();
    }
    lines.addAll(
        Table.pairs(
            listed.stream().map(i -> Table.cut(nameOfOutput(i), MAX_NAME)).toList(),
            listed.stream().map(i -> text(probabilities[i])).toList()));
  }

  /** Largest first, and the first of equals. */
  private static List<Integer> mostProbable(double[] probabilities) {
    List<Integer> most = new ArrayList<>();
    for (int i = 0; i < probabilities.length; i++) {
      int rank = most.size();
      while (rank > 0 && probabilities[i] > probabilities[most.get(rank - 1)]) {
        rank--;
      }
      if (rank < MOST_PROBABLE) {
        most.add(rank, i);
      }
      if (most.size() > MOST_PROBABLE) {
        most.remove(MOST_PROBABLE);
      }
    }
    return most;
  }

  private static String text(double probability) {
    return String.format(Locale.ROOT, "%.4f", probability);
  }
}
