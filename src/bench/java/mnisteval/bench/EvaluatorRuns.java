package mnisteval.bench;

import java.io.IOException;
import java.nio.file.Path;
import mnisteval.evaluation.Accuracy.AccuracyTally;
import mnisteval.evaluation.EvaluatedNetwork;
import mnisteval.evaluation.Evaluator;
import mnisteval.idx.ImageSet;
import mnisteval.idx.LabeledImages;
import mnisteval.input.Source;
import mnisteval.network.Activation;
import mnisteval.network.Network;
import mnisteval.network.PixelScale;
import mnisteval.weights.layers.NetworkReader;

/** mnist-eval as a library, warm: unzipped files in memory to the number of right answers. */
public final class EvaluatorRuns {
  private EvaluatorRuns() {}

  /**
   * Takes turns.
   *
   * @param args the files of weights, images and labels
   */
  public static void main(String[] args) throws Exception {
    Source weights = Source.file(Path.of(args[0]));
    Network network = NetworkReader.read(weights, Activation.SIGMOID, PixelScale.UNIT).network();
    ImageSet set = ImageSet.of(held(args[1]), held(args[2]));
    WarmRuns.serve(threads -> right(network, set, threads));
  }

  private static Source held(String file) throws IOException {
    return Source.inMemory(file, Source.file(Path.of(file)).bytes());
  }

  /** As one of several networks: alone, so few images would go through the plain loops. */
  private static long right(Network network, ImageSet set, int threads) throws IOException {
    AccuracyTally tally = new AccuracyTally();
    try (LabeledImages images = set.open()) {
      EvaluatedNetwork evaluated = new EvaluatedNetwork("weights", network, tally);
      Evaluator.evaluate(evaluated, images, threads, null);
    }
    return tally.accuracy().correct();
  }
}
