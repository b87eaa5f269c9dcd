package mnisteval.report;

import java.util.List;

/**
 * How a network differs from that of an earlier report, on the same images.
 *
 * @param file of the earlier report
 * @param earlier the accuracy there
 * @param accuracy the accuracy now
 * @param change what the accuracy rose by, from -1 to 1
 * @param classes one entry a class, in order
 */
public record BaselineChange(
    String file, double earlier, double accuracy, double change, List<ClassChange> classes) {
  /**
   * How the recall of a class differs.
   *
   * @param index the class, from 0
   * @param earlier the recall there
   * @param recall the recall now
   * @param change what it rose by, from -1 to 1
   */
  record ClassChange(int index, double earlier, double recall, double change) {}
}
