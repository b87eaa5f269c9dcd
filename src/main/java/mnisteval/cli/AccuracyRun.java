package mnisteval.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import mnisteval.cli.options.EvaluateOptions;
import mnisteval.cli.progress.Progress;
import mnisteval.evaluation.Accuracy;
import mnisteval.evaluation.Evaluator;
import mnisteval.evaluation.Gate;
import mnisteval.evaluation.GateResult;
import mnisteval.idx.ImageSet;
import mnisteval.idx.LabeledImages;
import mnisteval.input.Source;
import mnisteval.network.Rehearsal;
import mnisteval.report.PythonFloat;
import mnisteval.weights.WeightsFile;
import mnisteval.weights.array.NamedArrays;
import mnisteval.weights.layers.LoadedNetwork;
import mnisteval.weights.layers.NetworkReader;
import mnisteval.weights.layers.ReadOptions;

/** Prints the accuracy of one network, as most runs do; loads nothing that this does not need. */
public final class AccuracyRun {
  private AccuracyRun() {}

  /**
   * Evaluates the first network that is asked for, and prints its accuracy.
   *
   * @return the exit code
   */
  public static int run(EvaluateOptions options, Console console) throws IOException {
    Source weights = options.weights().get(0);
    if (options.isShort()) {
      Rehearsal.start(false);
    }
    LoadedNetwork loaded = read(weights, options.reading(), options.images());
    Accuracy accuracy;
    List<String> notes;
    try (LabeledImages images = options.images().open();
        Progress progress =
            Progress.start(images.remaining(), options.quiet() ? null : console.err())) {
      SettingsCheck check = new SettingsCheck(loaded, options, images);
      accuracy =
          Evaluator.evaluate(
              loaded.file(),
              check.loaded().network(),
              options.order(),
              images,
              options.threads(),
              progress);
      notes = check.notes(accuracy);
    }
    console.out().print("Accuracy:" + text(accuracy) + "\n");
    console.requireWritten();
    sayNotes(loaded.file(), notes, console);
    boolean held = gatesHold(loaded.file(), results(options.gates(), accuracy), console);
    return held ? Console.OK : Console.GATE;
  }

  /**
   * Reads a network.
   *
   * @param images whose size tells layouts apart that both fit, opened only then; or null
   */
  static LoadedNetwork read(Source weights, ReadOptions options, ImageSet images)
      throws IOException {
    NamedArrays arrays = WeightsFile.read(weights);
    LoadedNetwork loaded = NetworkReader.of(arrays, weights.name(), options);
    if (loaded.interpretation().bothFit() && images != null) {
      int pixels;
      try (LabeledImages open = images.open()) {
        pixels = open.imageSize();
      }
      loaded = NetworkReader.of(arrays, weights.name(), options.withInputs(pixels));
    }
    return loaded;
  }

  /** Prints the notes on how a network was read and run, if there are any, after its result. */
  static void sayNotes(String file, List<String> notes, Console console) {
    for (String note : notes) {
      console.say(file + ": " + note);
    }
  }

  /** Returns whether an accuracy passes each of the gates. */
  static List<GateResult> results(List<Gate> gates, Accuracy accuracy) {
    List<GateResult> results = new ArrayList<>();
    for (Gate gate : gates) {
      results.add(result(gate, "accuracy out of bounds", accuracy, ""));
    }
    return results;
  }

  /**
   * Returns whether an accuracy, or a recall, passes a gate.
   *
   * @param problem what is wrong if it does not
   * @param of what it was measured of, after the counts; or nothing
   */
  static GateResult result(Gate gate, String problem, Accuracy accuracy, String of) {
    String found = text(accuracy) + " = " + accuracy.correct() + "/" + accuracy.total() + of;
    return new GateResult(gate.name(), problem, gate.wanted(), found, gate.holds(accuracy));
  }

  /** Prints a line for each gate that does not hold, and returns whether all hold. */
  static boolean gatesHold(String file, List<GateResult> results, Console console) {
    boolean held = true;
    for (GateResult result : results) {
      if (!result.held()) {
        held = false;
        console.say(file + ": " + result.message());
      }
    }
    return held;
  }

  /** Returns an accuracy as Python prints it. */
  static String text(Accuracy accuracy) {
    return PythonFloat.text(accuracy.correct(), accuracy.total());
  }
}
