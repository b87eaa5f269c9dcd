package mnisteval.cli;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.core.io.NumberOutput;
import java.util.ArrayList;
import java.util.List;
import mnisteval.evaluation.ClassOrder;
import mnisteval.network.ForwardPass;
import mnisteval.network.Network;
import mnisteval.picture.GreyImage;
import mnisteval.report.CsvText;

/**
 * Predicted labels for programs, a line an image: rows of CSV under a header, or JSON objects in an
 * array. Columns and keys are those of {@code --predictions}: {@code index,label,predicted,p0,p1…};
 * of a picture {@code file,predicted,p0,p1…}. Probabilities are the shortest decimals that give the
 * same double.
 */
final class PredictionRecords implements PredictionLines {
  private final ForwardPass pass;
  private final ClassOrder order;
  private final boolean json;
  private final List<String> columns = new ArrayList<>();

  /** The last object of JSON, which has a comma after it if another one follows; or null. */
  private String last;

  /**
   * Prepares the predictions of one network.
   *
   * @param order the labels of its outputs, or null if output k is label k
   * @param set whether the images are those of a set
   * @param json whether the lines are JSON, not CSV
   */
  PredictionRecords(Network network, ClassOrder order, boolean set, boolean json) {
    this.pass = new ForwardPass(network);
    this.order = order;
    this.json = json;
    columns.addAll(set ? List.of("index", "label", "predicted") : List.of("file", "predicted"));
    for (int i = 0; i < network.classes(); i++) {
      columns.add("p" + (order == null ? i : order.label(i)));
    }
  }

  @Override
  public List<String> start() {
    return List.of(json ? "[" : String.join(",", columns));
  }

  @Override
  public List<String> of(String name, Integer label, GreyImage image) {
    List<String> cells = new ArrayList<>();
    if (label == null) {
      cells.add(json ? quoted(name) : CsvText.cell(name));
    } else {
      cells.add(name);
      cells.add(label.toString());
    }
    int predicted = pass.classify(image.pixels(), 0);
    cells.add(Integer.toString(order == null ? predicted : order.labelOfOutput(predicted)));
    double[] probabilities = pass.probabilities(image.pixels(), 0);
    for (int i = 0; i < probabilities.length; i++) {
      double probability = probabilities[order == null ? i : order.output(i)];
      cells.add(NumberOutput.toString(probability, true));
    }
    if (!json) {
      return List.of(String.join(",", cells));
    }
    List<String> lines = last == null ? List.of() : List.of(last + ",");
    last = object(cells);
    return lines;
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
