package mnisteval.evaluation;

import java.util.List;
import mnisteval.idx.Block;
import mnisteval.network.ForwardPass;

/** Takes blocks from a pass and puts their images through every network, until there are none. */
final class Worker implements Runnable {
  /** What {@link Pass#begin} fills: the block, its number from 0, and the tallies or null. */
  Block block;

  long number;
  final Tally[] tallies;

  private final Pass pass;
  private final ForwardPass[] forward;
  private final Classified[] classified;

  Worker(Pass pass, List<Subject> subjects) {
    this.pass = pass;
    int count = subjects.size();
    tallies = new Tally[count];
    forward = new ForwardPass[count];
    classified = new Classified[count];
    for (int i = 0; i < count; i++) {
      forward[i] = new ForwardPass(subjects.get(i).network());
      classified[i] = new Classified(subjects.get(i).network().classes());
    }
  }

  @Override
  public void run() {
    while (pass.begin(this)) {
      for (int i = 0; i < tallies.length; i++) {
        if (tallies[i] != null) {
          evaluate(forward[i], classified[i], tallies[i]);
        }
      }
      pass.end(this);
    }
  }

  private void evaluate(ForwardPass network, Classified image, Tally tally) {
    byte[] pixels = block.pixels();
    int size = block.imageSize();
    int count = block.count();
    for (int i = 0; i < count; i++) {
      image.set(block, i, network.logits(pixels, i * size));
      tally.add(image);
    }
  }
}
