package mnisteval.evaluation;

/**
 * How many images a network got right. Parts of an image set are evaluated on their own and merged,
 * in any order and grouping, to the same result.
 *
 * @param correct images whose class is their label, from 0 to {@code total}
 * @param total images
 */
public record Accuracy(long correct, long total) {
  /** What there is before the first image. */
  static final Accuracy EMPTY = new Accuracy(0, 0);

  /** This and the evaluation of other images. */
  public Accuracy merge(Accuracy other) {
    return new Accuracy(correct + other.correct, total + other.total);
  }

  /** {@code correct / total}, the double nearest to it. */
  public double accuracy() {
    return (double) correct / total;
  }
}
