package mnisteval.evaluation.settings;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import mnisteval.evaluation.ClassOrder;
import mnisteval.idx.Block;
import mnisteval.network.Activation;
import mnisteval.network.Network;
import mnisteval.network.PixelScale;

/**
 * Searches all settings of a network together, activations, pixels, images by rows and by columns,
 * and outputs that start at label 0 or 1, for those with which it gets far more images right than
 * it did: p is at most 1e-6, since hundreds are compared, and at least a third of the mistakes go.
 * Where fewer other settings do as well, these are taken.
 */
public final class WideSearch {
  /** With the right pixels, every other activation is close to one of these. */
  private static final List<Activation> APART =
      List.of(Activation.SIGMOID, Activation.RELU, Activation.TANH, Activation.IDENTITY);

  private static final double FAR = 1e-6;

  /** On so many images, so many settings stay for the next round. */
  private static final int[][] ROUNDS = {{40, 8}, {150, 3}, {600, 1}};

  /** With so many weights, these rounds take half a tenth of a second. */
  private static final long SMALL = 100_000;

  /** The rounds of larger networks: the first has the fewest images that can prove anything. */
  private static final int[][] SHORT_ROUNDS = {{30, 8}, {100, 1}};

  /** The time of these rounds, in images of a run. */
  private static final int SHORT_ROUNDS_IMAGES = 2500;

  private final Trial given;
  private final Block sample;
  private final boolean pixels;
  private final int side;
  private final boolean small;
  private final int[][] rounds;

  /**
   * Prepares a search.
   *
   * @param look at the network as it ran
   * @param pixels whether other pixels are tried
   * @param side pixels in a row and in a column of an image; 0 if these are different, and columns
   *     are not tried
   */
  public WideSearch(SecondLook look, boolean pixels, int side) {
    given = look.given();
    sample = look.sample();
    this.pixels = pixels;
    this.side = side;
    small = given.network().parameters() <= SMALL;
    rounds = small ? ROUNDS : SHORT_ROUNDS;
  }

  /**
   * Returns the best settings, or null if none are far better.
   *
   * @param total how many images the run had: a large network is not tried for longer than it ran
   */
  public Trial best(long total) {
    if (sample.count() < SHORT_ROUNDS[0][0] || !small && total < SHORT_ROUNDS_IMAGES) {
      return null;
    }
    List<Trial> trials = all();
    for (int[] round : rounds) {
      trials = bestOf(trials, round[0], round[1]);
    }
    if (!isFarBetter(trials.get(0))) {
      return null;
    }
    Trial best = withActivation(simplest(trials.get(0)));
    best.run(small ? sample.count() : best.images());
    return best;
  }

  private boolean isFarBetter(Trial trial) {
    int mistakes = trial.images() - trial.correct();
    int before = mistakes + trial.lead(given);
    return 3 * mistakes <= 2 * before
        && trial.chance(given) <= FAR
        && trial.isTakenRatherThan(null)
        && trial.network().overflowingLayer() < 0;
  }

  /**
   * Returns a trial with as many of the given settings as it is no worse with, beyond chance; or
   * with pixels from 0 to 1, which are more common than all others.
   */
  private Trial simplest(Trial found) {
    Network own = given.network();
    Trial best = found;
    if (best.order() != given.order()) {
      best = simpler(best, best.with(given.order()));
    }
    if (best.transposed() != given.transposed()) {
      best = simpler(best, new Trial(best.network(), given.transposed(), best.order(), sample));
    }
    for (PixelScale scale : List.of(PixelScale.UNIT, own.pixels())) {
      Network network = best.network();
      if (!network.pixels().isSameAs(scale) && !network.pixels().isSameAs(own.pixels())) {
        best = simpler(best, best.with(network.with(network.activations(), scale)));
      }
    }
    Network network = best.network();
    return simpler(best, best.with(network.with(own.activations(), network.pixels())));
  }

  private Trial simpler(Trial best, Trial simpler) {
    return isRunAsFar(simpler, best) && !best.isTakenRatherThan(simpler) && isFarBetter(simpler)
        ? simpler
        : best;
  }

  /** Returns the best of a trial and of the same with all other activations. */
  private Trial withActivation(Trial found) {
    Trial best = found;
    for (Network network : SecondLook.activated(found.network(), Activation.ALL)) {
      Trial trial = found.with(network);
      boolean taken = isRunAsFar(trial, best) && trial.isTakenRatherThan(best);
      best = taken && isFarBetter(trial) ? trial : best;
    }
    return best;
  }

  /** Runs a trial on as many images as the best had, unless it falls behind, and returns if so. */
  private boolean isRunAsFar(Trial trial, Trial best) {
    for (int i = 0; i < rounds.length && trial.lead(best) > -SecondLook.BEHIND; i++) {
      trial.run(rounds[i][0]);
    }
    return trial.images() == best.images();
  }

  /** Returns trials of all settings, the given one first. */
  private List<Trial> all() {
    int outputs = given.network().classes();
    ClassOrder other = given.order() == null ? ClassOrder.startingAtOne(outputs) : null;
    List<Trial> trials = new ArrayList<>();
    List<Trial> inOtherOrder = new ArrayList<>();
    for (boolean turned : side == 0 ? new boolean[] {false} : new boolean[] {false, true}) {
      Block images = turned ? sample.transposed(side) : sample;
      for (Network network : networks()) {
        Trial trial = new Trial(network, given.transposed() != turned, given.order(), images);
        trials.add(trial);
        inOtherOrder.add(trial.with(other));
      }
    }
    trials.addAll(inOtherOrder);
    return trials;
  }

  private List<Network> networks() {
    List<Network> networks = new ArrayList<>();
    Network own = given.network();
    for (Network network : pixels ? SecondLook.scaled(own) : List.of(own)) {
      networks.add(network);
      networks.addAll(SecondLook.activated(network, APART));
    }
    return networks;
  }

  /** Runs trials and returns those that get the most images right, in the same order. */
  private static List<Trial> bestOf(List<Trial> trials, int images, int count) {
    for (Trial trial : trials) {
      trial.run(images);
    }
    List<Trial> best = new ArrayList<>(trials);
    best.sort(Comparator.comparingInt(trial -> -trial.correct()));
    List<Trial> kept = new ArrayList<>(trials);
    kept.retainAll(best.subList(0, Math.min(count, best.size())));
    return kept;
  }
}
