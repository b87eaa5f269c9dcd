package mnisteval.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import mnisteval.cli.options.EvaluateOptions;
import mnisteval.cli.options.GateOptions;
import mnisteval.cli.options.ImageSetOptions;
import mnisteval.cli.options.NetworkOptions;
import mnisteval.cli.options.ReportOptions;
import mnisteval.cli.options.UsageChecks;
import mnisteval.cli.options.WeightsOptions;
import mnisteval.evaluation.Gate;
import mnisteval.idx.ImageSet;
import mnisteval.input.Source;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** Evaluates networks on an image set and prints their accuracy, or a report. */
@Command(
    name = "mnist-eval",
    versionProvider = VersionProvider.class,
    sortOptions = false,
    customSynopsis = {
      "mnist-eval --weights FILE [options]",
      "  or:  mnist-eval FILE... [options]",
      "  or:  mnist-eval COMMAND --help"
    },
    description = {
      "Measures the accuracy of a trained network on an IDX image set. Without --data or --images"
          + " that is the MNIST test set of 10,000 images, which is part of the program."
    },
    exitCodeList = {
      "0:evaluated, and every gate held; help; version",
      "1:a defect of mnist-eval; --stacktrace shows where",
      "2:the arguments are wrong",
      "3:a file is missing, malformed, refused or inconsistent, or cannot be written",
      "4:evaluated, but a gate (--expect, --min-accuracy and the like) did not hold"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  mnist-eval --weights sample_weight.pkl",
      "  mnist-eval --weights sample_weight.pkl --expect 0.9352",
      "  mnist-eval --weights net.pkl --activation relu --data fashion-mnist",
      "  mnist-eval --weights sample_weight.pkl --metrics --html report.html",
      "  mnist-eval students/ --min-accuracy 0.9 --format markdown --output rank.md",
      "  mnist-eval merge part-*.json --html report.html",
      "  mnist-eval predict --weights sample_weight.pkl seven.png",
      "  mnist-eval draw --weights sample_weight.pkl --open",
      "  source <(mnist-eval generate-completion)   completes in bash and zsh"
    })
final class EvaluateCommand implements Callable<Integer> {
  /** Far more than any machine has cores; a mistyped number would exhaust the system. */
  private static final int MAX_THREADS = 1024;

  private final Console console;

  @Spec private CommandSpec spec;

  @Mixin private WeightsOptions weights = new WeightsOptions();

  @Mixin private ImageSetOptions images = new ImageSetOptions();

  @Mixin private NetworkOptions network = new NetworkOptions();

  @Mixin private GateOptions gates = new GateOptions();

  @Mixin private ReportOptions reports = new ReportOptions();

  @Parameters(
      arity = "0..*",
      paramLabel = "FILE",
      description = "More files of weights, or folders of them.")
  private List<String> more = new ArrayList<>();

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
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version and exit.")
  private boolean version;

  EvaluateCommand(Console console) {
    this.console = console;
  }

  @Option(
      names = "--stacktrace",
      scope = ScopeType.INHERIT,
      description = "Show where in the program an error arose.")
  void stacktrace(boolean wanted) {
    if (wanted) {
      console.showStackTraces();
    }
  }

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help and exit. @FILE among the arguments stands for those in FILE.")
  private boolean help;

  @Override
  public Integer call() throws IOException {
    EvaluateOptions options = options(new UsageChecks(spec));
    return options.report() == null
        ? AccuracyRun.run(options, console)
        : new ReportRun(options, gates, console).run();
  }

  private EvaluateOptions options(UsageChecks checks) throws IOException {
    checks.requireRange("--threads", threads, 1, MAX_THREADS);
    List<Gate> bounds = gates.gates(checks);
    List<Source> sources = weights.sources(more, network.reading(), checks, console.in());
    boolean report = reports.given() || gates.needMetrics() || !weights.isSingle(sources);
    gates.check(checks, sources.size());
    checks.require(
        reports.junit() == null || gates.needMetrics() || !bounds.isEmpty(),
        "--junit goes with a gate, such as --min-accuracy");
    checks.require(
        reports.partial() == null || isEachOnce(sources),
        "--partial needs each network once: merge knows the networks by their names");
    if (report) {
      reports.check(checks);
    }
    ImageSet set = images.imageSet(checks);
    return new EvaluateOptions(
        sources,
        network.reading(),
        network.auto(),
        network.order(),
        set,
        bounds,
        report ? reports : null,
        threads,
        quiet);
  }

  private static boolean isEachOnce(List<Source> sources) {
    return sources.stream().map(Source::name).distinct().count() == sources.size();
  }
}
