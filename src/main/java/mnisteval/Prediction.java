package mnisteval;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import mnisteval.drawing.GreyImage;
import mnisteval.drawing.Shades;
import mnisteval.inspection.Columns;
import mnisteval.network.ForwardPass;
import mnisteval.network.Network;

/** What a network says of an image, as lines of text. */
final class Prediction {
  private final ForwardPass pass;
  private final boolean brief;
  private final boolean show;

  /**
   * Says it of image after image.
   *
   * @param brief whether the probabilities of all classes are left out
   * @param show whether the image is drawn
   */
  Prediction(Network network, boolean brief, boolean show) {
    this.pass = new ForwardPass(network);
    this.brief = brief;
    this.show = show;
  }

  /**
   * The digit and its probability, then what was asked for besides.
   *
   * @param name what the image is called
   * @param label its true class, or null where it is not known
   * @param image of as many pixels as the network has inputs
   */
  List<String> of(String name, Integer label, GreyImage image) {
    int digit = pass.classify(image.pixels(), 0);
    double[] probabilities = pass.probabilities(image.pixels(), 0);
    List<String> classes = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < probabilities.length; i++) {
      classes.add(Integer.toString(i));
      texts.add(String.format(Locale.ROOT, "%.4f", probabilities[i]));
    }
    List<String> lines = new ArrayList<>();
    String truth = label == null ? "" : ", label " + label;
    lines.add(name + ": " + digit + " (" + texts.get(digit) + ")" + truth);
    if (!brief) {
      lines.addAll(Columns.of(classes, texts));
    }
    if (show) {
      lines.addAll(Shades.of(image));
    }
    return lines;
  }
}
