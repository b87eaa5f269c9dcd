package mnisteval.cli;

import java.util.List;
import mnisteval.network.ForwardPass;
import mnisteval.network.Network;
import mnisteval.picture.GreyImage;
import mnisteval.weights.layers.LoadedNetwork;

/**
 * A network that predicts the labels of single images. One thread at a time may use it.
 *
 * @param file the network's file in messages
 * @param notes what the user should know about how it was read
 */
record Predictor(String file, Network network, List<String> notes, ForwardPass pass) {
  /** Makes one of a network whose settings were checked. */
  static Predictor of(SettingsCheck check) {
    LoadedNetwork loaded = check.loaded();
    Network network = loaded.network();
    return new Predictor(loaded.file(), network, check.notes(), new ForwardPass(network));
  }

  /**
   * What a network says of an image.
   *
   * @param image what it was given
   * @param output the most probable one; of equals, the first
   * @param probabilities one an output; the predictor's next answer overwrites them
   */
  record Answer(Predictor predictor, GreyImage image, int output, double[] probabilities) {}

  /**
   * Predicts.
   *
   * @param image of as many pixels as the network has inputs
   */
  Answer answer(GreyImage image) {
    int output = pass.classify(image.pixels(), 0);
    return new Answer(this, image, output, pass.probabilities(image.pixels(), 0));
  }
}
