package mnisteval.evaluation;

/**
 * How many images a network got right.
 *
 * @param correct images whose predicted class is their label, from 0 to {@code total}
 * @param total images
 */
public record Accuracy(long correct, long total) {
  /** Returns {@code correct / total}, the double nearest to it. */
  public double accuracy() {
    return (double) correct / total;
  }
}
