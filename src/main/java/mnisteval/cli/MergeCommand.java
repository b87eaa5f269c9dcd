package mnisteval.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import mnisteval.cli.options.GateOptions;
import mnisteval.cli.options.ReportOptions;
import mnisteval.cli.options.UsageChecks;
import mnisteval.evaluation.Gate;
import mnisteval.input.Source;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Merges parts of a run into its report. */
@Command(
    name = "merge",
    sortOptions = false,
    customSynopsis = "mnist-eval merge FILE... [options]",
    description = {
      "Merges the files that runs with --partial wrote, each on a part of the images (--offset,"
          + " --limit) or of the networks, into the report of one run over all of them: the same, to"
          + " the last bit. Each image of the file has to be there once for each network.",
      "",
      "Networks with equally many images right are ranked in the order in which the files have them."
    },
    exitCodeList = {
      "0:merged, and every gate held; help",
      "1:a defect of mnist-eval; --stacktrace shows where",
      "2:the arguments are wrong",
      "3:a file is missing, malformed, or of another run; images are missing, or there twice",
      "4:merged, but a gate did not hold"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  mnist-eval --weights net.pkl --limit 5000 --partial part-1.json",
      "  mnist-eval --weights net.pkl --offset 5000 --partial part-2.json",
      "  mnist-eval merge part-1.json part-2.json --metrics"
    })
final class MergeCommand implements Callable<Integer> {
  private final Console console;

  @Spec private CommandSpec spec;

  @Mixin private GateOptions gates;

  @Mixin private ReportOptions reports;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "Files that --partial wrote; - reads one from standard input.")
  private List<String> files = new ArrayList<>();

  MergeCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    UsageChecks checks = new UsageChecks(spec);
    List<Gate> bounds = gates.gates(checks);
    checks.require(
        gates.compare() == null
            && reports.predictions() == null
            && !reports.predictionsToStandardOutput(),
        "--compare and --predictions need the images: give them to each part");
    checks.require(
        reports.partial() == null, "--partial goes with a run on images; merge needs no other");
    boolean gated = gates.needMetrics() || !bounds.isEmpty();
    checks.require(
        reports.junit() == null || gated, "--junit goes with a gate, such as --min-accuracy");
    reports.check(checks);
    checks.require(
        Collections.frequency(files, "-") <= 1,
        "- stands for standard input, which can be read only once");
    List<Source> sources = new ArrayList<>();
    for (String file : files) {
      sources.add(checks.source(file, console.in()));
    }
    return new MergeRun(sources, bounds, gates, reports, console).run();
  }
}
