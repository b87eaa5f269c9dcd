import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import mnisteval.evaluation.Evaluator;
import mnisteval.evaluation.metrics.Metrics;
import mnisteval.evaluation.metrics.MetricsTally;
import mnisteval.idx.ImageSet;
import mnisteval.idx.LabeledImages;
import mnisteval.input.Source;
import mnisteval.network.ForwardPass;
import mnisteval.network.Network;
import mnisteval.weights.layers.Interpretation;
import mnisteval.weights.layers.LoadedNetwork;
import mnisteval.weights.layers.NetworkReader;

/** Evaluates a network on the MNIST test set, and predicts the set's first image. */
final class EvaluateNetwork {
  public static void main(String[] args) throws IOException {
    Source file = Source.file(Path.of(args[0]));
    LoadedNetwork loaded = NetworkReader.read(file);
    Network network = loaded.network();
    Interpretation read = loaded.interpretation();
    System.out.println(read.text());
    System.out.println(
        network.activationText()
            + (read.activations() == null ? " assumed" : " named by the file"));
    read.notes().forEach(System.out::println);

    ImageSet set = ImageSet.bundled();
    MetricsTally tally = MetricsTally.of(file.name(), network);
    Evaluator.evaluate(file.name(), network, set, 2, tally);
    Metrics metrics = tally.metrics(new int[] {3});
    System.out.println(metrics.accuracy().correct() + " of " + metrics.accuracy().total());
    System.out.printf(Locale.ROOT, "%.4f log loss%n", metrics.logLoss());

    try (LabeledImages images = set.open()) {
      double[] p = new ForwardPass(network).probabilities(images.sample().pixels(), 0);
      int digit = ForwardPass.argmax(p);
      System.out.printf(Locale.ROOT, "image 0: %d (%.4f)%n", digit, p[digit]);
    }
  }
}
