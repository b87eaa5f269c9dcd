package mnisteval;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.Callable;
import mnisteval.evaluation.Evaluation;
import mnisteval.evaluation.Evaluator;
import mnisteval.evaluation.Gate;
import mnisteval.idx.ImageSet;
import mnisteval.input.Source;
import mnisteval.network.Activation;
import mnisteval.network.Layout;
import mnisteval.network.Network;
import mnisteval.network.NetworkOptions;
import mnisteval.network.PixelScale;
import mnisteval.report.PythonFloat;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Evaluates a network on an image set and prints its accuracy. */
@Command(
    name = "mnist-eval",
    versionProvider = VersionProvider.class,
    sortOptions = false,
    usageHelpAutoWidth = false,
    usageHelpWidth = 100,
    headerHeading = "",
    synopsisHeading = "Usage: ",
    customSynopsis = "mnist-eval --weights FILE [options]",
    descriptionHeading = "%n",
    description = {
      "Says how good a pickled neural network is on an IDX image set. Without --data or --images",
      "that is the MNIST test set of 10,000 images, which is part of the program."
    },
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:evaluated, and every gate held; help; version",
      "1:a defect of mnist-eval; --stacktrace shows where",
      "2:the arguments are wrong",
      "3:a file is missing, malformed, refused, inconsistent or not to be written",
      "4:evaluated, but a gate (--expect, --min-accuracy) did not hold"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  mnist-eval --weights sample_weight.pkl",
      "  mnist-eval --weights sample_weight.pkl --expect 0.9352",
      "  mnist-eval --weights net.pkl --activation relu --data fashion-mnist --min-accuracy 0.85",
      "  curl -s URL | mnist-eval --weights -"
    })
final class EvaluateCommand implements Callable<Integer> {
  private static final int MAX_THREADS = 1024;

  private final InputStream in;
  private final PrintStream out;
  private final PrintStream err;

  @Spec private CommandSpec spec;

  @Option(
      names = "--weights",
      paramLabel = "FILE",
      description =
          "The network: a pickle, .npz, .npy, PyTorch state_dict or .safetensors file, zipped by"
              + " gzip or not; - reads it from standard input. Required.")
  private String weights;

  @Option(
      names = "--activation",
      paramLabel = "sigmoid|relu|tanh",
      converter = Choice.OfActivation.class,
      description = "What the hidden layers do. Default: what the file names, or else sigmoid.")
  private Activation activation;

  @Option(
      names = "--pixels",
      paramLabel = "unit|raw|MEAN,STD",
      converter = PixelScaleConverter.class,
      description =
          "Give the network pixels from 0 to 1 (unit), 0 to 255 (raw), or (pixel/255 - MEAN)/STD."
              + " Default: unit.")
  private PixelScale pixels = PixelScale.UNIT;

  @Option(
      names = "--layout",
      paramLabel = "auto|in-out|out-in",
      converter = Choice.OfLayout.class,
      description =
          "Weights are (inputs, outputs), or (outputs, inputs) as in PyTorch. Default: auto, as"
              + " their shapes say.")
  private Layout layout = Layout.AUTO;

  @Mixin private ImageSetOptions images;

  @Mixin private GateOptions gates;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Work on N threads at most. Default: one a core. The output is the same.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(names = "--stacktrace", description = "Show where in the program an error arose.")
  private boolean stacktrace;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit. @FILE among the arguments stands for those in FILE.")
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version and exit.")
  private boolean version;

  EvaluateCommand(InputStream in, PrintStream out, PrintStream err) {
    this.in = in;
    this.out = out;
    this.err = err;
  }

  /** Whether the trace of an error is wanted. */
  boolean stacktrace() {
    return stacktrace;
  }

  @Override
  public Integer call() throws IOException {
    Arguments arguments = new Arguments(spec);
    // Not required of picocli: it would say that of a misspelt option, and not how it is spelt.
    if (weights == null) {
      throw arguments.fault("Missing required option: '--weights=FILE'");
    }
    arguments.requireRange("--threads", threads, 1, MAX_THREADS);
    List<Gate> bounds = gates.gates(arguments);
    ImageSet set = images.imageSet(arguments);
    Network network =
        Network.read(source(arguments), new NetworkOptions(activation, pixels, layout, set));
    for (String note : network.notes()) {
      Main.say(err, network.file() + ": " + note);
    }
    Evaluation evaluation = Evaluator.evaluate(network, set, threads);
    String accuracy = PythonFloat.text(evaluation.correct(), evaluation.total());
    out.print("Accuracy:" + accuracy + "\n");
    Main.requireWritten(out);
    return pass(bounds, network, evaluation, accuracy) ? ExitCode.OK : ExitCode.GATE;
  }

  private Source source(Arguments arguments) {
    return weights.equals("-")
        ? Source.stream("standard input", in)
        : Source.file(arguments.path(weights));
  }

  private boolean pass(List<Gate> bounds, Network network, Evaluation evaluation, String accuracy) {
    boolean pass = true;
    for (Gate gate : bounds) {
      if (!gate.holds(evaluation)) {
        pass = false;
        Main.say(
            err,
            network.file()
                + ": accuracy out of bounds (expected "
                + gate.wanted()
                + ", found "
                + accuracy
                + " = "
                + evaluation.correct()
                + "/"
                + evaluation.total()
                + ")");
      }
    }
    return pass;
  }
}
