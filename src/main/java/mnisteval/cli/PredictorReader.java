package mnisteval.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import mnisteval.cli.options.EvaluateOptions;
import mnisteval.cli.options.NetworkOptions;
import mnisteval.evaluation.EvaluatedNetwork;
import mnisteval.idx.ImageSet;
import mnisteval.idx.LabeledImages;
import mnisteval.input.HeapShares;
import mnisteval.input.InputException;
import mnisteval.input.Source;
import mnisteval.report.ClassNames;
import mnisteval.weights.layers.LoadedNetwork;
import org.apache.commons.io.function.IOFunction;

/**
 * Reads the networks that predict, and checks their settings by the first images of a set. Of
 * several, one that cannot be used is reported and left out.
 *
 * @param options how files are read
 * @param set whose images tell settings apart; MNIST's if it comes through a pipe, read once
 * @param names of the classes, or their labels
 */
record PredictorReader(NetworkOptions options, ImageSet set, ClassNames names, Console console) {
  /**
   * Reads networks.
   *
   * @param files at least one
   * @param each reads and checks one
   * @return those that can be used
   * @throws InputException if the only one can't be used, or all together are too much for memory
   */
  List<Predictor> read(List<Source> files, IOFunction<Source, Predictor> each) throws IOException {
    List<Predictor> predictors = new ArrayList<>();
    long bytes = 0;
    for (Source file : files) {
      try {
        Predictor predictor = each.apply(file);
        bytes += (long) Double.BYTES * predictor.network().parameters();
        predictors.add(predictor);
      } catch (InputException e) {
        report(e, files.size() > 1);
      }
      requireRoom(file, bytes, files.size() > 1);
    }
    return predictors;
  }

  private static void requireRoom(Source file, long bytes, boolean several) throws InputException {
    long most = HeapShares.network();
    if (several && bytes > most) {
      throw InputException.of(
          file.name(),
          "too much for the memory with the networks before it"
              + " (expected at most %d KiB, found %d KiB; java -Xmx gives more)",
          most >> 10,
          bytes + 1023 >> 10);
    }
  }

  private void report(InputException e, boolean several) throws InputException {
    if (!several) {
      throw e;
    }
    console.report(e);
  }

  /**
   * Reads a network.
   *
   * @param own the images that it is to predict, if they are of the set, or null
   */
  Predictor predictor(Source file, ImageSet own) throws IOException {
    LoadedNetwork loaded = AccuracyRun.read(file, options.reading(), own);
    if (options.order() != null) {
      options.order().requireOutputs(loaded.file(), loaded.network());
    }
    names.require(loaded.file(), loaded.network());
    EvaluateOptions sample =
        new EvaluateOptions(
            List.of(file),
            options.reading(),
            options.auto(),
            options.order(),
            set.readOnce() == null ? set : ImageSet.bundled(),
            List.of(),
            null,
            1,
            true);
    return Predictor.of(SettingsCheck.bySample(loaded, sample));
  }

  /** Returns the networks that take images of this size. */
  List<Predictor> fitting(List<Predictor> predictors, LabeledImages images, boolean several)
      throws InputException {
    List<Predictor> fitting = new ArrayList<>();
    for (Predictor predictor : predictors) {
      try {
        EvaluatedNetwork.requireInputs(predictor.file(), predictor.network(), images);
        fitting.add(predictor);
      } catch (InputException e) {
        report(e, several);
      }
    }
    return fitting;
  }
}
