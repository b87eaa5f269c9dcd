package mnisteval.evaluation;

import java.util.List;
import mnisteval.idx.Block;

/** Takes blocks from a pass and puts their images through every network, until there are none. */
final class Worker implements Runnable {
  /**
   * What {@link BlockScheduler#begin} fills: the block, its number from 0, and the tallies or null.
   */
  Block block;

  long number;
  final Tally[] tallies;

  private final BlockScheduler pass;
  private final List<EvaluatedNetwork> subjects;
  private final boolean many;
  private final BlockClassifier[] runs;

  /**
   * A worker that has no block yet.
   *
   * @param many whether there is so much to do that passes over many images at once pay
   */
  Worker(BlockScheduler pass, List<EvaluatedNetwork> subjects, boolean many) {
    this.pass = pass;
    this.subjects = subjects;
    this.many = many;
    tallies = new Tally[subjects.size()];
    runs = new BlockClassifier[subjects.size()];
  }

  @Override
  public void run() {
    while (pass.begin(this)) {
      for (int i = 0; i < tallies.length; i++) {
        if (tallies[i] != null) {
          if (runs[i] == null) {
            // Not before there is a block: a network at fault from the start needs nothing.
            runs[i] = BlockClassifier.of(subjects.get(i), many, block.labels().length);
          }
          runs[i].run(block, tallies[i]);
        }
      }
      pass.end(this);
    }
  }
}
