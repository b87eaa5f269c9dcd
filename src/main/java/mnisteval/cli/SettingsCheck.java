package mnisteval.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import mnisteval.cli.options.EvaluateOptions;
import mnisteval.evaluation.Accuracy;
import mnisteval.evaluation.EvaluatedNetwork;
import mnisteval.evaluation.settings.SecondLook;
import mnisteval.evaluation.settings.Trial;
import mnisteval.evaluation.settings.WideSearch;
import mnisteval.idx.Block;
import mnisteval.idx.LabeledImages;
import mnisteval.input.InputException;
import mnisteval.network.Network;
import mnisteval.weights.layers.LoadedNetwork;

/**
 * The settings that a file of weights may not tell, activation and pixels above all: chosen by the
 * labels where the user writes auto, and otherwise doubted where the labels do.
 */
final class SettingsCheck {
  /** Less than any trained network has on MNIST: of a linear one it is 0.92. */
  static final double TRAINED = 0.9;

  /** Images for each output at which e^-10 is the chance that no label is of one of the outputs. */
  private static final long SURE = 10;

  private final EvaluateOptions options;
  private final LabeledImages images;

  /** What is said of the images where the user did not name them. */
  private final String of;

  private final List<String> notes;
  private LoadedNetwork loaded;

  /**
   * Prepares the check of a network.
   *
   * @param images that it is evaluated on; the first ones may be read ahead
   * @throws InputException if the network does not fit the images where it has to be tried on them
   */
  SettingsCheck(LoadedNetwork loaded, EvaluateOptions options, LabeledImages images)
      throws IOException {
    this(loaded, options, images, "");
  }

  private SettingsCheck(
      LoadedNetwork loaded, EvaluateOptions options, LabeledImages images, String of)
      throws IOException {
    this.options = options;
    this.images = images;
    this.of = of;
    this.loaded = loaded;
    notes = new ArrayList<>(loaded.interpretation().notes());
    if (options.auto() != null) {
      EvaluatedNetwork.requireInputs(loaded.file(), loaded.network(), images);
      if (options.order() != null) {
        options.order().requireOutputs(loaded.file(), loaded.network());
      }
      boolean hidden = !loaded.network().activations().isEmpty();
      boolean scaled = loaded.interpretation().pixels();
      choose(options.auto().activation() && hidden, options.auto().pixels() && !scaled);
    }
  }

  /**
   * Checks a network by the first images of a set alone, for predictions of other images; they may
   * be none that the network is for.
   *
   * @throws InputException if the set can't be read, or settings have to be chosen by it and it has
   *     other images or classes than the network
   */
  static SettingsCheck bySample(LoadedNetwork loaded, EvaluateOptions options) throws IOException {
    try (LabeledImages images = options.images().open()) {
      Block sample = images.sample();
      int classes = images.largestLabel() + 1;
      boolean fits = classes == loaded.network().classes();
      if (!fits && options.auto() != null) {
        throw InputException.of(
            loaded.file(),
            "nothing can be chosen by the labels of %s (expected %d classes, found %d);"
                + " give --activation and --pixels",
            images.imagesName(),
            classes,
            loaded.network().classes());
      }
      SettingsCheck check =
          new SettingsCheck(loaded, options, images, " of " + images.imagesName());
      if (fits && images.imageSize() == loaded.network().inputs()) {
        int count = sample.count();
        check.addBetter(new Accuracy(check.look(sample).correct(count), count), sample);
      }
      return check;
    }
  }

  /** Returns what the user should know about the network, before any image was evaluated. */
  List<String> notes() {
    return notes;
  }

  /** Returns the network with the settings that it is evaluated with. */
  LoadedNetwork loaded() {
    return loaded;
  }

  private void choose(boolean activation, boolean pixels) throws IOException {
    if (!activation && !pixels) {
      return;
    }
    Network network = loaded.network();
    Block sample = images.sample();
    int count = sample.count();
    SecondLook look = look(sample);
    Trial best = look.better(activation, pixels, true);
    Network chosen = best == null ? network : best.network();
    SettingsNotes text = new SettingsNotes(options, network, of);
    notes.add(text.chosen(activation, pixels, best, look.correct(count), count));
    loaded = new LoadedNetwork(loaded.file(), chosen, loaded.interpretation());
  }

  /**
   * Returns what the user should know about the network, a sentence each: how its file was read,
   * what was chosen, and what makes its accuracy doubtful.
   *
   * @param accuracy of all images, which have been read
   * @throws InputException if the network is but the first layer of one
   */
  List<String> notes(Accuracy accuracy) throws IOException {
    boolean joinable =
        loaded.network().activations().isEmpty() && !loaded.interpretation().biases();
    int outputs = loaded.network().classes();
    boolean ordered = options.order() != null;
    if (ordered
        || outputsAreClasses(
            loaded.file(), outputs, images.largestLabel(), joinable, accuracy, notes)) {
      addBetter(accuracy, images.sample());
    }
    return notes;
  }

  /**
   * Returns whether the outputs of a network seem to be the classes that the labels have, and
   * otherwise says so in a note.
   *
   * @param file the network's file in messages
   * @param largest label of all images
   * @param joinable whether it may be but the first layer of a network in several files
   * @throws InputException if it is
   */
  static boolean outputsAreClasses(
      String file,
      long outputs,
      int largest,
      boolean joinable,
      Accuracy accuracy,
      List<String> notes)
      throws InputException {
    long classes = largest + 1;
    boolean few = accuracy.total() * (outputs - classes) < SURE * outputs;
    boolean mostRight = 2 * accuracy.correct() > accuracy.total();
    if (few || mostRight) {
      return true;
    }
    if (joinable) {
      throw InputException.of(
          file,
          "looks like the first layer of a network in several files (expected %d outputs, as many"
              + " as the labels have classes, found %d); --weights W1.npy+b1.npy+W2.npy+b2.npy joins"
              + " such files, numpy.savez writes all arrays into one",
          classes,
          outputs);
    }
    notes.add(
        (outputs
                + " outputs, but the labels have "
                + classes
                + (classes == 1 ? " class" : " classes"))
            + ": is it the whole network, and are these its images?");
    return false;
  }

  private void addBetter(Accuracy accuracy, Block sample) {
    SecondLook look = look(sample);
    Trial best = accuracy.accuracy() < TRAINED ? wide(look, accuracy.total()) : null;
    best = best == null ? close(look) : best;
    if (best != null) {
      SettingsNotes text = new SettingsNotes(options, loaded.network(), of);
      notes.add(text.better(best, accuracy, doubtsActivation(), doubtsPixels()));
    }
  }

  /** Searches all settings together; returns null if none are far better. */
  Trial wide(SecondLook look, long total) {
    int side = images.rows() == images.columns() ? images.rows() : 0;
    return new WideSearch(look, !loaded.interpretation().pixels(), side).best(total);
  }

  /** Looks for one setting that nobody named; returns null if no other one is better. */
  Trial close(SecondLook look) {
    // One after the other: a network is mostly run again with what is said here.
    boolean activation = doubtsActivation();
    return look.better(activation, !activation && doubtsPixels(), false);
  }

  /** Returns the first images of those that the settings are tried on. */
  Block sample() throws IOException {
    return images.sample();
  }

  /** Prepares a look at the network with the settings that it is evaluated with. */
  SecondLook look(Block sample) {
    boolean transposed = options.images().transposed();
    return new SecondLook(loaded.network(), options.order(), transposed, sample);
  }

  /** Returns whether nobody named the activation. */
  boolean doubtsActivation() {
    return options.reading().activations() == null
        && loaded.interpretation().activations() == null
        && (options.auto() == null || !options.auto().activation());
  }

  /** Returns whether nobody named the pixels. */
  boolean doubtsPixels() {
    return options.reading().pixels() == null
        && !loaded.interpretation().pixels()
        && (options.auto() == null || !options.auto().pixels());
  }
}
