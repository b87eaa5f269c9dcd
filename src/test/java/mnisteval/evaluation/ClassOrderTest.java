package mnisteval.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.List;
import mnisteval.evaluation.Accuracy.AccuracyTally;
import mnisteval.idx.LabeledImages;
import mnisteval.input.InputException;
import org.junit.jupiter.api.Test;

/** The order 7, 3, 5: the classes 0, 1 and 2 have the labels 3, 5 and 7. */
final class ClassOrderTest {
  private static final ClassOrder ORDER = new ClassOrder(7, 3, 5);

  @Test
  void countsClassesByAscendingLabels() {
    assertEquals(3, ORDER.classes());
    assertEquals(List.of(7, 3, 5), ORDER.outputLabels());
    int[] labels = {3, 5, 7};
    int[] outputs = {1, 2, 0};
    for (int k = 0; k < 3; k++) {
      assertEquals(labels[k], ORDER.label(k));
      assertEquals(k, ORDER.classOf(labels[k]));
      assertEquals(outputs[k], ORDER.output(k));
      assertEquals(k, ORDER.classOfOutput(outputs[k]));
    }
  }

  @Test
  void hasNoClassForOtherLabels() {
    for (int label : new int[] {0, 4, 6, 8, Integer.MAX_VALUE}) {
      assertEquals(-1, ORDER.classOf(label));
    }
  }

  /** Row i of the table is predicted as output i; its last row is a tie of outputs 0 and 2. */
  private static Table table(int... labels) {
    return new Table(labels, new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}, {1, 0, 1}});
  }

  private static AccuracyTally tally(Table table, ClassOrder order) throws IOException {
    AccuracyTally tally = new AccuracyTally();
    EvaluatedNetwork network = new EvaluatedNetwork("net.pkl", table.network(), order, tally);
    try (LabeledImages images = table.set().open()) {
      Evaluator.evaluate(network, images, 2, null);
    }
    if (network.error() != null) {
      throw network.error();
    }
    return tally;
  }

  /** Of numpy: {@code (order[logits.argmax(1)] == labels).sum()} is 4, then 1. */
  @Test
  void countsWhatIsRightByLabels() throws IOException {
    assertEquals(new Accuracy(4, 4), tally(table(7, 3, 5, 7), ORDER).accuracy());
    assertEquals(new Accuracy(1, 4), tally(table(3, 3, 7, 5), ORDER).accuracy());
  }

  private static String error(ClassOrder order, int... labels) {
    Table table = table(labels);
    return assertThrows(InputException.class, () -> tally(table, order)).getMessage();
  }

  @Test
  void refusesALabelThatIsNotInTheOrder() {
    assertEquals(
        "labels.idx: label 4 of image 2 is not in --class-order (expected one of its 3 labels, from"
            + " 3 to 7)",
        error(ORDER, 7, 5, 4, 3));
  }

  @Test
  void refusesANetworkWithMoreOutputs() {
    assertEquals(
        "net.pkl: --class-order has to name a label for each output (expected 3, found 2)",
        error(new ClassOrder(7, 3), 7, 3, 7, 3));
  }

  @Test
  void refusesANetworkWithFewerOutputs() {
    assertEquals(
        "net.pkl: --class-order has to name a label for each output (expected 3, found 4)",
        error(new ClassOrder(7, 3, 5, 6), 7, 3, 5, 6));
  }

  private static final String BEYOND =
      "labels.idx: label 3 of image 1 is beyond the network's classes (expected 0 to 2 as in"
          + " net.pkl)";

  @Test
  void namesTheOptionThatHelpsIfLabelsStartAtOne() {
    assertEquals(BEYOND + "; --class-order 1-3 if output 0 is label 1", error(null, 1, 3, 2, 3));
  }

  @Test
  void namesNoOptionIfThereIsALabelZero() {
    assertEquals(BEYOND, error(null, 1, 3, 2, 0));
  }

  @Test
  void namesNoOptionIfLabelsAreStillTooLarge() {
    assertEquals(BEYOND, error(null, 1, 3, 4, 2));
  }
}
