package mnisteval.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.Callable;
import mnisteval.cli.options.GateOptions;
import mnisteval.cli.options.ImageSetOptions;
import mnisteval.cli.options.NetworkOptions;
import mnisteval.cli.options.ReportOptions;
import mnisteval.cli.options.UsageChecks;
import mnisteval.cli.options.WeightsOptions;
import mnisteval.cli.progress.Progress;
import mnisteval.evaluation.Gate;
import mnisteval.idx.ImageSet;
import mnisteval.input.Source;
import mnisteval.weights.layers.LoadedNetwork;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
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
    customSynopsis = {
      "mnist-eval --weights FILE [options]",
      "  or:  mnist-eval FILE... [options]",
      "  or:  mnist-eval predict|inspect|generate-completion --help"
    },
    descriptionHeading = "%n",
    description = {
      "Says how good a pickled neural network is on an IDX image set. Without --data or --images",
      "that is the MNIST test set of 10,000 images, which is part of the program.",
      "",
      "mnist-eval predict --help: the digit in a picture, and how probable it is.",
      "mnist-eval inspect --help: what is in a file of weights, images or labels."
    },
    parameterListHeading = "%nParameters:%n",
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
      "  mnist-eval --weights sample_weight.pkl --metrics --html report.html",
      "  mnist-eval students/ --min-accuracy 0.9 --format markdown --output ranking.md",
      "  mnist-eval predict --weights sample_weight.pkl seven.png",
      "  source <(mnist-eval generate-completion)    completes options in bash and zsh"
    })
public final class EvaluateCommand implements Callable<Integer> {
  private static final int MAX_THREADS = 1024;

  private final InputStream in;
  private final PrintStream out;
  private final PrintStream err;

  @Spec private CommandSpec spec;

  @Mixin private WeightsOptions weights;

  @Mixin private NetworkOptions networks;

  @Mixin private ImageSetOptions images;

  @Mixin private GateOptions gates;

  @Mixin private ReportOptions reports;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Work on N threads at most. Default: one a core. The output is the same.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = {"-q", "--quiet"},
      description = "Show no progress: of what takes over a second, a terminal shows a bar.")
  private boolean quiet;

  @Option(
      names = "--stacktrace",
      scope = ScopeType.INHERIT,
      description = "Show where in the program an error arose.")
  private boolean stacktrace;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help and exit. @FILE among the arguments stands for those in FILE.")
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version and exit.")
  private boolean version;

  public EvaluateCommand(InputStream in, PrintStream out, PrintStream err) {
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
    UsageChecks arguments = new UsageChecks(spec);
    Source single = weights.single(arguments, in);
    arguments.requireRange("--threads", threads, 1, MAX_THREADS);
    List<Gate> bounds = gates.gates(arguments);
    return single == null || reports.given()
        ? report(arguments, bounds)
        : evaluate(arguments, single, bounds);
  }

  private int evaluate(UsageChecks arguments, Source source, List<Gate> bounds) throws IOException {
    networks.check(arguments, 1);
    ImageSet set = images.imageSet(arguments);
    PrintStream progress = quiet ? null : err;
    LoadedNetwork network = networks.network(source, set, err);
    return AccuracyRun.run(network, set, threads, bounds, out, err, progress);
  }

  private int report(UsageChecks arguments, List<Gate> bounds) throws IOException {
    reports.check(arguments);
    List<Source> sources = weights.all(arguments, in);
    networks.check(arguments, sources.size());
    FileFaults faults = new FileFaults(err, stacktrace);
    ImageSet set = images.imageSet(arguments);
    ReportRun run = new ReportRun(arguments, reports, networks, set, threads, out, err, faults);
    boolean pass = true;
    for (ReportEntry entry : run.run(sources, this::progress)) {
      if (!entry.failed()) {
        pass &= AccuracyRun.pass(bounds, entry.name(), entry.accuracy(), err);
      }
    }
    if (faults.code() != ExitCode.OK) {
      return faults.code();
    }
    return pass ? ExitCode.OK : ExitCode.GATE;
  }

  private Progress progress(long total) {
    return quiet ? Progress.silent() : Progress.start(total, err);
  }
}
