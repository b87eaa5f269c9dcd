package mnisteval.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import mnisteval.cli.progress.Progress;
import mnisteval.evaluation.Accuracy;
import mnisteval.evaluation.Evaluator;
import mnisteval.evaluation.Gate;
import mnisteval.idx.ImageSet;
import mnisteval.idx.LabeledImages;
import mnisteval.report.PythonFloat;
import mnisteval.weights.layers.LoadedNetwork;

/** What most runs are: one network, one line, and nothing loaded that it does not need. */
public final class AccuracyRun {
  private AccuracyRun() {}

  /**
   * Evaluates a network and prints its accuracy.
   *
   * @param progress where a long job shows how far it is, or null
   * @return the exit code, which tells whether every gate held
   */
  static int run(
      LoadedNetwork loaded,
      ImageSet set,
      int threads,
      List<Gate> gates,
      PrintStream out,
      PrintStream err,
      PrintStream progress)
      throws IOException {
    Accuracy evaluation;
    try (LabeledImages images = set.open();
        Progress shown =
            progress == null ? Progress.silent() : Progress.start(images.remaining(), progress)) {
      evaluation = Evaluator.evaluate(loaded.file(), loaded.network(), images, threads, shown);
    }
    out.print("Accuracy:" + accuracy(evaluation) + "\n");
    Console.requireWritten(out);
    return pass(gates, loaded.file(), evaluation, err) ? ExitCode.OK : ExitCode.GATE;
  }

  /** Says what is to be known of how a network was read; mostly nothing. */
  public static void sayNotes(LoadedNetwork loaded, PrintStream err) {
    for (String note : loaded.interpretation().notes()) {
      Console.say(err, loaded.file() + ": " + note);
    }
  }

  /** Says of each gate that does not hold what was wanted, and whether all held. */
  static boolean pass(List<Gate> gates, String file, Accuracy evaluation, PrintStream err) {
    boolean pass = true;
    for (Gate gate : gates) {
      if (!gate.holds(evaluation)) {
        pass = false;
        Console.say(
            err,
            file
                + ": accuracy out of bounds (expected "
                + gate.wanted()
                + ", found "
                + accuracy(evaluation)
                + " = "
                + evaluation.correct()
                + "/"
                + evaluation.total()
                + ")");
      }
    }
    return pass;
  }

  private static String accuracy(Accuracy evaluation) {
    return PythonFloat.text(evaluation.correct(), evaluation.total());
  }
}
