package mnisteval.cli;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.core.io.NumberOutput;
import java.util.ArrayList;
import java.util.List;
import mnisteval.evaluation.ClassOrder;
import mnisteval.report.CsvText;

/**
 * Predicted labels for programs, a line an image: rows of CSV under a header, or JSON objects in an
 * array. Columns and keys are those of {@code --predictions}: {@code index,label,predicted,p0,p1…};
 * of a picture {@code file,predicted,p0,p1…}. Of several networks, a line each has the network's
 * file before that; CSV has as many probabilities as the network with the most outputs, and empty
 * cells where another lacks them. Probabilities are the shortest decimals that give the same
 * double.
 */
final class PredictionRecords implements PredictionLines {
  private final ClassOrder order;
  private final boolean json;
  private final boolean several;
  private final List<String> columns = new ArrayList<>();

  /** The last object of JSON, which has a comma after it if another one follows; or null. */
  private String last;

  /**
   * Prepares the predictions of networks.
   *
   * @param several whether the network is told
   * @param classes the most that a network has
   * @param order the labels of their outputs, or null if output k is label k
   * @param set whether the images are those of a set
   * @param json whether the lines are JSON, not CSV
   */
  PredictionRecords(boolean several, int classes, ClassOrder order, boolean set, boolean json) {
    this.several = several;
    this.order = order;
    this.json = json;
    if (several) {
      columns.add("network");
    }
    columns.addAll(set ? List.of("index", "label", "predicted") : List.of("file", "predicted"));
    for (int i = 0; i < classes; i++) {
      columns.add("p" + (order == null ? i : order.label(i)));
    }
  }

  @Override
  public List<String> start() {
    return List.of(json ? "[" : String.join(",", columns));
  }

  @Override
  public List<String> of(String name, Integer label, List<Predictor.Answer> answers) {
    List<String> lines = new ArrayList<>();
    for (Predictor.Answer answer : answers) {
      List<String> cells = cells(name, label, answer);
      if (json) {
        if (last != null) {
          lines.add(last + ",");
        }
        last = object(cells);
      } else {
        String missing = ",".repeat(columns.size() - cells.size());
        lines.add(String.join(",", cells) + missing);
      }
    }
    return lines;
  }

  private List<String> cells(String name, Integer label, Predictor.Answer answer) {
    List<String> cells = new ArrayList<>();
    if (several) {
      cells.add(text(answer.predictor().file()));
    }
    if (label == null) {
      cells.add(text(name));
    } else {
      cells.add(name);
      cells.add(label.toString());
    }
    int output = answer.output();
    cells.add(Integer.toString(order == null ? output : order.labelOfOutput(output)));
    double[] probabilities = answer.probabilities();
    for (int i = 0; i < probabilities.length; i++) {
      double probability = probabilities[order == null ? i : order.output(i)];
      cells.add(NumberOutput.toString(probability, true));
    }
    return cells;
  }

  private String text(String text) {
    return json ? quoted(text) : CsvText.cell(text);
  }

  private String object(List<String> cells) {
    StringBuilder object = new StringBuilder("  { ");
    for (int i = 0; i < cells.size(); i++) {
      object.append(i == 0 ? "" : ", ").append(quoted(columns.get(i)));
      object.append(": ").append(cells.get(i));
    }
    return object.append(" }").toString();
  }

  private static String quoted(String text) {
    return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }

  @Override
  public List<String> end() {
    if (!json) {
      return List.of();
    }
    return last == null ? List.of("]") : List.of(last, "]");
  }
}
