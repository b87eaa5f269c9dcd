package mnisteval.evaluation.export;

import java.util.List;

/**
 * How the predictions of another program differ from those of a network. Classes are told by their
 * labels.
 *
 * @param file of the other predictions
 * @param images that were compared
 * @param differentClasses images that are given another class
 * @param largest the largest difference of a probability, or null if the file has none
 * @param rows the first images that differ, at most five
 */
public record ExportComparison(
    String file, long images, long differentClasses, Largest largest, List<Row> rows) {
  /**
   * The largest difference of a probability; of equals, that of the first image and class.
   *
   * @param difference from 0
   * @param image its number
   * @param label of the class
   */
  public record Largest(double difference, long image, int label) {}

  /**
   * An image that differs.
   *
   * @param image its number
   * @param label its own
   * @param predicted the label that the network predicts
   * @param there the label that the other program predicts
   * @param difference the largest of a probability, or null if the file has none
   */
  public record Row(long image, int label, int predicted, int there, Double difference) {}
}
