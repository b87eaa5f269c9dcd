package mnisteval.cli;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import mnisteval.evaluation.ClassOrder;
import mnisteval.input.InputException;
import mnisteval.input.Printable;
import mnisteval.report.ClassNames;
import mnisteval.report.Table;

/** The labels that networks predict for images, as lines of text. */
final class PredictionText implements PredictionLines {
  /** Layout: of more classes only the most probable are listed; a small zip can have millions. */
  private static final int MAX_LISTED = 1000;

  /** A line of them. */
  private static final int MOST_PROBABLE = 10;

  /** Layout: longer names of classes would leave no room for ten on a line. */
  private static final int MAX_NAME = 20;

  /** Layout: a row of more probabilities is wider than a terminal. */
  private static final int MOST_IN_ROW = 10;

  private final boolean several;
  private final ClassOrder order;
  private final ClassNames names;
  private final boolean brief;
  private final boolean show;

  /**
   * Prepares the predictions of networks.
   *
   * @param several whether the networks are told, side by side
   * @param order the labels of their outputs, or null if output k is label k
   * @param names of the classes, or their labels
   * @param brief whether the probabilities of all classes are left out
   * @param show whether images are drawn
   */
  PredictionText(boolean several, ClassOrder order, ClassNames names, boolean brief, boolean show) {
    this.several = several;
    this.order = order;
    this.names = names;
    this.brief = brief;
    this.show = show;
  }

  /** The predicted label and its probability, then all labels and the drawing, if wanted. */
  @Override
  public List<String> of(String name, Integer label, List<Predictor.Answer> answers)
      throws InputException {
    String shown = label == null ? name : "image " + name;
    String truth = label == null ? "" : ", label " + name(label);
    List<String> lines = new ArrayList<>();
    if (several) {
      lines.add(shown + truth);
      table(answers).lines().forEach(line -> lines.add("  " + line));
    } else {
      Predictor.Answer answer = answers.get(0);
      double[] probabilities = answer.probabilities();
      String probability = " (" + text(probabilities[answer.output()]) + ")";
      lines.add(shown + ": " + nameOfOutput(answer.output()) + probability + truth);
      if (!brief) {
        addClasses(probabilities, lines);
      }
    }
    if (show) {
      addDrawings(shown, answers, lines);
    }
    return lines;
  }

  /** A row for each network; of at most ten classes, with the probability of each. */
  private Table table(List<Predictor.Answer> answers) {
    int most = answers.stream().mapToInt(answer -> answer.probabilities().length).max().orElse(0);
    int listed = brief || most > MOST_IN_ROW ? 0 : most;
    Table table = new Table().left("network").right("predicted", "probability");
    for (int k = 0; k < listed; k++) {
      table.right(Table.cut(names.name(k), MAX_NAME));
    }
    for (Predictor.Answer answer : answers) {
      double[] probabilities = answer.probabilities();
      List<Object> cells = new ArrayList<>();
      cells.add(Printable.of(answer.predictor().file()));
      cells.add(Printable.of(Table.cut(nameOfOutput(answer.output()), MAX_NAME)));
      cells.add(text(probabilities[answer.output()]));
      for (int k = 0; k < listed; k++) {
        boolean there = k < probabilities.length;
        cells.add(there ? text(probabilities[order == null ? k : order.output(k)]) : "-");
      }
      table.row(cells.toArray());
    }
    return table;
  }

  /** Draws what the networks are given, which differs by their sizes alone. */
  private static void addDrawings(String shown, List<Predictor.Answer> answers, List<String> lines)
      throws InputException {
    Set<Integer> widths = new HashSet<>();
    for (Predictor.Answer answer : answers) {
      if (widths.add(answer.image().width())) {
        lines.addAll(answer.image().drawing(shown));
      }
    }
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
      listed = new ArrayList<>();
      for (int k = 0; k < count; k++) {
        listed.add(order == null ? k : order.output(k));
      }
    }
    List<String> heads = new ArrayList<>();
    List<String> values = new ArrayList<>();
    for (int i : listed) {
      heads.add(Table.cut(nameOfOutput(i), MAX_NAME));
      values.add(text(probabilities[i]));
    }
    lines.addAll(Table.pairs(heads, values));
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

  /** The same as {@code %.4f}, which would load what formats numbers for all countries. */
  private static String text(double probability) {
    return BigDecimal.valueOf(probability).setScale(4, RoundingMode.HALF_UP).toPlainString();
  }
}
