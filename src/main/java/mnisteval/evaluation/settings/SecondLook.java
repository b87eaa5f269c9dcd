package mnisteval.evaluation.settings;

import java.util.ArrayList;
import java.util.List;
import mnisteval.evaluation.ClassOrder;
import mnisteval.evaluation.metrics.Comparison;
import mnisteval.idx.Block;
import mnisteval.network.Activation;
import mnisteval.network.Network;
import mnisteval.network.PixelScale;

/**
 * Looks on the first images of a set whether a network gets more of them right with another
 * activation or other pixels.
 *
 * <p>Two settings are compared by the images that only one of them gets right, with McNemar's exact
 * test ({@link Comparison#mcnemar}). Another one is better beyond chance if p is at most 1e-4: on
 * 1000 images, mostly, if it leads by 2 % or more. Of settings between which chance may decide (p
 * above 0.02), the more common is taken, in the order of {@link Activation#ALL} and of the pixels
 * here.
 *
 * <p>The limit is far from what chance does: of networks that run as they were trained, badly or
 * well, none should have another setting that passes for better.
 */
public final class SecondLook {
  /** Where another activation is the best, one of these is better than a wrong one. */
  private static final List<Activation> COMMON =
      List.of(Activation.SIGMOID, Activation.RELU, Activation.TANH);

  private static final double CHANCE = 1e-4;

  /** Images that are tried at a time. */
  private static final int STEP = 10;

  /** Images behind the given setting at which another one is given up. */
  static final int BEHIND = 3;

  /** Images after which another setting has to lead. */
  private static final int LEADING = 200;

  private final Block sample;
  private final Trial given;

  /**
   * Prepares a look at a network.
   *
   * @param network with the settings that it runs with
   * @param order the labels of the outputs, or null if output k is label k
   * @param transposed whether the images are taken as stored by columns
   * @param sample the first images, of as many pixels as the network has inputs
   */
  public SecondLook(Network network, ClassOrder order, boolean transposed, Block sample) {
    this.sample = sample;
    given = new Trial(network, transposed, order, sample);
  }

  Trial given() {
    return given;
  }

  Block sample() {
    return sample;
  }

  /** Returns how many of so many first images the network gets right with its own settings. */
  public int correct(int images) {
    given.run(images);
    return given.correct(images);
  }

  /**
   * Looks for an activation or a scale of pixels that is better beyond chance.
   *
   * @param activations whether other activations are tried
   * @param pixels whether other pixels are tried
   * @param thorough whether both may differ at once, and every activation is tried even if no
   *     common one is better
   * @return the best, or null if none is better
   */
  public Trial better(boolean activations, boolean pixels, boolean thorough) {
    Trial best = null;
    for (Network network : pixels ? scaled(given.network()) : List.of(given.network())) {
      boolean own = network == given.network();
      if (!own) {
        best = betterOf(best, network);
      }
      if (activations && (own || thorough)) {
        best = betterOf(best, activated(network, thorough ? Activation.ALL : COMMON));
      }
    }
    boolean others = best != null && activations;
    return others ? betterOf(best, activated(best.network(), Activation.ALL)) : best;
  }

  private Trial betterOf(Trial best, List<Network> networks) {
    Trial better = best;
    for (Network network : networks) {
      better = betterOf(better, network);
    }
    return better;
  }

  private Trial betterOf(Trial best, Network network) {
    Trial trial = new Trial(network, given.transposed(), given.order(), sample);
    boolean better =
        leads(trial)
            && trial.chance(given) <= CHANCE
            && trial.isTakenRatherThan(best)
            && network.overflowingLayer() < 0;
    return better ? trial : best;
  }

  /** Tries a setting until all images are seen, or it is clear that it is not better. */
  private boolean leads(Trial trial) {
    while (trial.images() < sample.count()) {
      int images = trial.images() + STEP;
      trial.run(images);
      int lead = trial.lead(given);
      if (lead <= -BEHIND || lead <= 0 && images >= LEADING) {
        return false;
      }
    }
    return trial.lead(given) > 0;
  }

  /** Returns a network, and the same with other pixels. */
  static List<Network> scaled(Network network) {
    List<Network> scaled = new ArrayList<>(List.of(network));
    for (PixelScale scale : PixelScale.COMMON) {
      if (!scale.isSameAs(network.pixels())) {
        scaled.add(network.with(network.activations(), scale));
      }
    }
    return scaled;
  }

  /** Returns the network with other activations, if it has any. */
  static List<Network> activated(Network network, List<Activation> activations) {
    List<Network> activated = new ArrayList<>();
    for (Activation activation : activations) {
      boolean own = network.activationText().equals(activation.toString());
      if (!own && !network.activations().isEmpty()) {
        activated.add(network.with(activation, network.pixels()));
      }
    }
    return activated;
  }
}
