package mnisteval.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import mnisteval.input.InputException;
import mnisteval.network.ForwardPass;
import mnisteval.network.Network;
import mnisteval.picture.GreyImage;
import mnisteval.picture.TerminalDrawing;
import mnisteval.report.TextColumns;

/** What a network says of an image, as lines of text. */
final class PredictionText {
  /** As {@code inspect} lists; a network of 2 KB, zipped, can have millions. */
  private static final int MAX_LISTED = 1000;

  /** Of more classes, so many are listed: a line of them. */
  private static final int MOST_PROBABLE = 10;

  private final ForwardPass pass;
  private final boolean brief;
  private final boolean show;

  /**
   * Says it of image after image.
   *
   * @param brief whether the probabilities of all classes are left out
   * @param show whether the image is drawn
   */
  PredictionText(Network network, boolean brief, boolean show) {
    this.pass = new ForwardPass(network);
    this.brief = brief;
    this.show = show;
  }

  /**
   * The digit and its probability, then what was asked for besides.
   *
   * @param name what the image is called
   * @param label its true class, or null where it is not known
   * @param image of as many pixels as the network has inputs
   * @throws InputException if it is to be drawn, and too large
   */
  List<String> of(String name, Integer label, GreyImage image) throws InputException {
    int digit = pass.classify(image.pixels(), 0);
    double[] probabilities = pass.probabilities(image.pixels(), 0);
    List<String> lines = new ArrayList<>();
    String truth = label == null ? "" : ", label " + label;
    lines.add(name + ": " + digit + " (" + text(probabilities[digit]) + ")" + truth);
    if (!brief) {
      addClasses(probabilities, lines);
    }
    if (show) {
      lines.addAll(TerminalDrawing.of(image, name));
    }
    return lines;
  }

  private static void addClasses(double[] probabilities, List<String> lines) {
    List<Integer> listed =
        probabilities.length > MAX_LISTED ? mostProbable(probabilities) : all(probabilities.length);
    if (listed.size() < probabilities.length) {
      lines.add("  the " + listed.size() + " most probable of " + probabilities.length + ":");
    }
    List<String> classes = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    for (int i : listed) {
      classes.add(Integer.toString(i));
      texts.add(text(probabilities[i]));
    }
    lines.addAll(TextColumns.of(classes, texts));
  }

  private static List<Integer> all(int count) {
    List<Integer> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(i);
    }
    return all;
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
