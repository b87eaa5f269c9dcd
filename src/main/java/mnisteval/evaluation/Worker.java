package mnisteval.evaluation;

import java.util.List;
import mnisteval.idx.Block;
import mnisteval.network.BlockPass;
import mnisteval.network.ForwardPass;
import mnisteval.network.Network;

/** Takes blocks from a pass and puts their images through every network, until there are none. */
final class Worker implements Runnable {
  /** What {@link Pass#begin} fills: the block, its number from 0, and the tallies or null. */
  Block block;

  long number;
  final Tally[] tallies;

  private final Pass pass;
  private final List<Subject> subjects;
  private final boolean many;
  private final ForwardPass[] plain;
  private final BlockPass[] fast;
  private final Classified[] classified;

  /**
   * A worker that has no block yet.
   *
   * @param many whether there is so much to do that {@link BlockPass} pays
   */
  Worker(Pass pass, List<Subject> subjects, boolean many) {
    this.pass = pass;
    this.subjects = subjects;
    this.many = many;
    int count = subjects.size();
    tallies = new Tally[count];
    plain = new ForwardPass[count];
    fast = new BlockPass[count];
    classified = new Classified[count];
  }

  @Override
  public void run() {
    while (pass.begin(this)) {
      for (int i = 0; i < tallies.length; i++) {
        if (tallies[i] != null) {
          if (classified[i] == null) {
            prepare(i);
          }
          evaluate(i);
        }
      }
      pass.end(this);
    }
  }

  /** Done when there is a block: a network that is at fault from the start needs nothing. */
  private void prepare(int subject) {
    Network network = subjects.get(subject).network();
    classified[subject] = new Classified(network.classes());
    if (many) {
      fast[subject] = new BlockPass(network, block.labels().length);
    } else {
      plain[subject] = new ForwardPass(network);
    }
  }

  private void evaluate(int subject) {
    byte[] pixels = block.pixels();
    Tally tally = tallies[subject];
    Classified image = classified[subject];
    double[][] logits = many ? fast[subject].logits(pixels, block.count()) : null;
    for (int i = 0; i < block.count(); i++) {
      if (many) {
        image.set(block, i, logits);
      } else {
        image.set(block, i, plain[subject].logits(pixels, i * block.imageSize()));
      }
      tally.add(image);
    }
  }
}
