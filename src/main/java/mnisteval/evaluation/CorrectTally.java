package mnisteval.evaluation;

/** Counts the images a network gets right: all that the accuracy needs. */
public final class CorrectTally implements Tally {
  private long correct;
  private long total;

  @Override
  public boolean classesOnly() {
    return true;
  }

  @Override
  public Tally empty() {
    return new CorrectTally();
  }

  @Override
  public void add(Classified image) {
    if (image.correct()) {
      correct++;
    }
    total++;
  }

  @Override
  public void merge(Tally next) {
    CorrectTally other = (CorrectTally) next;
    correct += other.correct;
    total += other.total;
  }

  /** What was counted. */
  public Evaluation evaluation() {
    return new Evaluation(correct, total);
  }
}
