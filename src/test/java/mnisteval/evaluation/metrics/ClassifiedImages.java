package mnisteval.evaluation.metrics;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import mnisteval.evaluation.Prediction;
import mnisteval.evaluation.Tally;
import mnisteval.idx.Block;
import mnisteval.idx.ImageSet;
import mnisteval.idx.LabeledImages;
import mnisteval.input.Source;
import mnisteval.network.ForwardPass;
import mnisteval.network.Network;

/** Images with what a network is said to make of them, for the tests of tallies. */
public final class ClassifiedImages {
  private final List<Block> blocks = new ArrayList<>();
  private final List<double[][]> logits = new ArrayList<>();

  private ClassifiedImages() {}

  /** Images of one black pixel with these labels and logits, from number 0. */
  public static ClassifiedImages of(int[] labels, double[][] logits) throws IOException {
    ByteBuffer images = ByteBuffer.allocate(16 + labels.length);
    images.putInt(0x803).putInt(labels.length).putInt(1).putInt(1);
    ByteBuffer bytes = ByteBuffer.allocate(8 + labels.length).putInt(0x801).putInt(labels.length);
    for (int label : labels) {
      bytes.put((byte) label);
    }
    ClassifiedImages classified = new ClassifiedImages();
    try (LabeledImages set = ImageSet.of(source(images), source(bytes)).open()) {
      Block block = set.newBlock();
      set.next(block);
      classified.blocks.add(block);
      classified.logits.add(logits);
    }
    return classified;
  }

  private static Source source(ByteBuffer bytes) {
    return Source.stream("test", new ByteArrayInputStream(bytes.array()));
  }

  /** All images of a set, as the network classifies them. */
  public static ClassifiedImages of(Network network, ImageSet images) throws IOException {
    ClassifiedImages classified = new ClassifiedImages();
    ForwardPass pass = new ForwardPass(network);
    try (LabeledImages set = images.open()) {
      Block block = set.newBlock();
      while (set.next(block)) {
        double[][] logits = new double[block.count()][];
        for (int i = 0; i < logits.length; i++) {
          logits[i] = pass.logits(block.pixels(), i * block.imageSize()).clone();
        }
        classified.blocks.add(block);
        classified.logits.add(logits);
        block = set.newBlock();
      }
    }
    return classified;
  }

  /** Adds them all, in their order. */
  public void into(Tally tally) {
    for (int i = 0; i < blocks.size(); i++) {
      double[][] rows = logits.get(i);
      Prediction image = new Prediction(rows[0].length, null);
      for (int j = 0; j < rows.length; j++) {
        image.set(blocks.get(i), j, rows[j]);
        tally.add(image);
      }
    }
  }

  /** The softmax of an image of the first block. */
  public double[] probabilities(int index) {
    double[] probabilities = logits.get(0)[index].clone();
    ForwardPass.softmax(probabilities);
    return probabilities;
  }
}
