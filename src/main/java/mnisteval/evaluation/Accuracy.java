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

  /** Counts the images a network gets right: all that the accuracy needs. */
  public static final class AccuracyTally implements Tally {
    private long correct;
    private long total;

    @Override
    public boolean classesOnly() {
      return true;
    }

    @Override
    public Tally empty() {
      return new AccuracyTally();
    }

    @Override
    public void add(Prediction image) {
      if (image.correct()) {
        correct++;
      }
      total++;
    }

    @Override
    public void merge(Tally next) {
      AccuracyTally other = (AccuracyTally) next;
      correct += other.correct;
      total += other.total;
    }

    /** Returns what was counted. */
    public Accuracy accuracy() {
      return new Accuracy(correct, total);
    }
  }
}
