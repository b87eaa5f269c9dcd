package mnisteval.evaluation;

/** Counts the images a network gets right: all that the accuracy needs. */
public final class AccuracyTally implements Tally {
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
