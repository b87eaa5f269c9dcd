package mnisteval.cli;

import java.util.ArrayList;
import java.util.List;
import mnisteval.cli.options.EvaluateOptions;
import mnisteval.evaluation.Accuracy;
import mnisteval.evaluation.settings.Trial;
import mnisteval.network.Network;
import mnisteval.report.PythonFloat;

/** Sentences on settings that were chosen by the labels, or that fit a network better. */
final class SettingsNotes {
  private final EvaluateOptions options;
  private final Network own;
  private final String of;

  /**
   * Prepares sentences on a network.
   *
   * @param own the network with its own settings
   * @param of what is said of the images where the user did not name them
   */
  SettingsNotes(EvaluateOptions options, Network own, String of) {
    this.options = options;
    this.own = own;
    this.of = of;
  }

  /**
   * Says which settings were chosen, and by how much.
   *
   * @param best the trial of the chosen settings, or null for the network's own
   * @param correct how many of the images it gets right with its own
   */
  String chosen(boolean activation, boolean pixels, Trial best, int correct, int images) {
    Network chosen = best == null ? own : best.network();
    String and = activation && pixels ? " and " : "";
    String names =
        (activation ? "activation " + chosen.activationText() : "")
            + (and + (pixels ? "pixels " + chosen.pixels() : ""));
    String others = (activation ? own.activationText() : "") + and + (pixels ? own.pixels() : "");
    String by = " chosen by the labels of the first " + images + " images" + of + ": ";
    if (best == null) {
      return names + by + "no other gets more of them right, beyond chance";
    }
    String right = "it gets " + share(best.correct(), images) + " of them right, ";
    return names + by + right + others + " " + share(correct, images);
  }

  /**
   * Says which settings fit better, and by which options.
   *
   * @param activation whether nobody named the activation
   * @param pixels whether nobody named the pixels
   */
  String better(Trial best, Accuracy accuracy, boolean activation, boolean pixels) {
    String setting = setting(best, activation, pixels);
    return setting == null
        ? PythonFloat.text(accuracy.correct(), accuracy.total()) + lowAccuracy(best)
        : setting;
  }

  /**
   * Says which one setting that nobody named fits better; null if it is another one, or several.
   */
  String setting(Trial best, boolean activation, boolean pixels) {
    Network other = best.network();
    String gives = gives(best);
    List<String> changes = changes(best);
    String first = changes.get(0);
    if (changes.size() == 1 && first.startsWith("--activation ") && activation) {
      return ("the file names no activation and " + own.activationText() + " was taken; ")
          + (other.activationText() + gives + ": " + first + ", or auto");
    }
    if (changes.size() == 1 && first.startsWith("--pixels ") && pixels) {
      return ("no option names the pixels and " + own.pixels() + " was taken; ")
          + (other.pixels() + gives + ": " + first + ", or auto");
    }
    return null;
  }

  /** Says which settings fit better than those with an accuracy, whose text goes before. */
  String lowAccuracy(Trial best) {
    return " is less than a trained network has; " + String.join(" ", changes(best)) + gives(best);
  }

  private String gives(Trial best) {
    return (" gives " + share(best.correct(), best.images()))
        + (" on the first " + best.images() + " images" + of);
  }

  /** Returns the options by which a trial differs from the run. */
  private List<String> changes(Trial trial) {
    List<String> changes = new ArrayList<>();
    Network other = trial.network();
    if (!other.activationText().equals(own.activationText())) {
      changes.add("--activation " + other.activationText());
    }
    if (!other.pixels().equals(own.pixels())) {
      changes.add("--pixels " + other.pixels());
    }
    if (trial.order() != options.order()) {
      changes.add(trial.order() == null ? "no --class-order" : "--class-order " + trial.order());
    }
    if (trial.transposed() != options.images().transposed()) {
      changes.add(trial.transposed() ? "--transpose" : "no --transpose");
    }
    return changes;
  }

  /** Returns a share with three decimals. */
  private static String share(long part, long whole) {
    return Double.toString(Math.rint(1000.0 * part / whole) / 1000);
  }
}
