package mnisteval.evaluation.export;

import java.util.ArrayList;
import java.util.List;
import mnisteval.evaluation.Prediction;
import mnisteval.evaluation.Tally;
import mnisteval.evaluation.export.ExportComparison.Largest;
import mnisteval.evaluation.export.ExportComparison.Row;
import mnisteval.input.InputException;

/** Compares the predictions of another program with those of a network, image by image. */
public final class ExportTally implements Tally {
  /** As many as show what kind of difference it is. */
  private static final int MOST_ROWS = 5;

  private final ExportedPredictions others;
  private final double tolerance;
  private final List<Row> rows = new ArrayList<>();
  private long images;
  private long differentClasses;
  private Largest largest;

  /** The first image whose label is another in the file, or null. */
  private Row mislabeled;

  /**
   * Makes an empty tally.
   *
   * @param tolerance the largest difference of a probability that is none, from 0
   */
  public ExportTally(ExportedPredictions others, double tolerance) {
    this.others = others;
    this.tolerance = tolerance;
  }

  @Override
  public Tally empty() {
    return new ExportTally(others, tolerance);
  }

  @Override
  public void add(Prediction image) {
    long number = image.number();
    Largest difference = others.hasProbabilities() ? difference(image) : null;
    Row row =
        new Row(
            number,
            others.labelOf(image.label()),
            others.labelOf(image.predicted()),
            others.labelOf(others.predicted(number)),
            difference == null ? null : difference.difference());
    boolean differs = row.predicted() != row.there();
    images++;
    differentClasses += differs ? 1 : 0;
    addLargest(difference);
    if (differs || difference != null && difference.difference() > tolerance) {
      addRow(row);
    }
    int label = others.label(number);
    if (mislabeled == null && label >= 0 && label != row.label()) {
      mislabeled = row;
    }
  }

  private Largest difference(Prediction image) {
    double[] probabilities = image.probabilities();
    double most = -1;
    int worst = 0;
    for (int k = 0; k < probabilities.length; k++) {
      double difference = Math.abs(probabilities[k] - others.probability(image.number(), k));
      if (difference > most) {
        most = difference;
        worst = k;
      }
    }
    return new Largest(most, image.number(), others.labelOf(worst));
  }

  private void addLargest(Largest next) {
    if (next != null && (largest == null || next.difference() > largest.difference())) {
      largest = next;
    }
  }

  private void addRow(Row row) {
    if (rows.size() < MOST_ROWS) {
      rows.add(row);
    }
  }

  @Override
  public void merge(Tally next) {
    ExportTally other = (ExportTally) next;
    images += other.images;
    differentClasses += other.differentClasses;
    addLargest(other.largest);
    other.rows.forEach(this::addRow);
    mislabeled = mislabeled == null ? other.mislabeled : mislabeled;
  }

  /**
   * Returns how the predictions of all images differ.
   *
   * @throws InputException if the file has another label for an image: then it is of other images
   */
  public ExportComparison comparison() throws InputException {
    if (mislabeled != null) {
      throw InputException.of(
          others.file(),
          "other images than those evaluated (expected label %d of image %d, found %d)",
          mislabeled.label(),
          mislabeled.image(),
          others.label(mislabeled.image()));
    }
    return new ExportComparison(
        others.file(), images, differentClasses, largest, List.copyOf(rows));
  }
}
