package mnisteval.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import mnisteval.cli.options.EvaluateOptions;
import mnisteval.cli.options.GateOptions;
import mnisteval.cli.options.ReportOptions;
import mnisteval.evaluation.Accuracy;
import mnisteval.evaluation.ClassOrder;
import mnisteval.evaluation.Gate;
import mnisteval.evaluation.metrics.Comparison;
import mnisteval.evaluation.metrics.KeptImages;
import mnisteval.evaluation.metrics.Metrics;
import mnisteval.evaluation.metrics.MistakeTally;
import mnisteval.input.InputException;
import mnisteval.input.Source;
import mnisteval.report.Baseline;
import mnisteval.report.BaselineChange;
import mnisteval.report.ClassNames;
import mnisteval.report.PythonFloat;
import mnisteval.report.Report;
import mnisteval.report.page.HtmlReport;
import mnisteval.report.partial.Doubt;
import mnisteval.report.partial.NetworkPair;
import mnisteval.report.partial.Partial;
import mnisteval.report.partial.PartialNetwork;
import mnisteval.report.partial.PartialReader;
import mnisteval.report.partial.PartialRun;

/**
 * Merges parts of a run and writes every report of it, as {@link ReportRun} does of a whole one.
 */
final class MergeRun {
  private final List<Source> files;
  private final GateOptions gates;
  private final ReportOptions reports;
  private final Console console;
  private final EvaluateOptions options;
  private Partial all;
  private int networks;
  private Ranking ranking;
  private ClassNames names;
  private GateCheck check;
  private Baseline baseline;
  private BaselineChange change;

  /**
   * Prepares a merge.
   *
   * @param bounds gates on each accuracy
   * @param gates options of the others
   */
  MergeRun(
      List<Source> files,
      List<Gate> bounds,
      GateOptions gates,
      ReportOptions reports,
      Console console) {
    this.files = files;
    this.gates = gates;
    this.reports = reports;
    this.console = console;
    options = new EvaluateOptions(List.of(), null, null, null, null, bounds, reports, 1, true);
  }

  /**
   * Merges the parts and writes the reports.
   *
   * @return the exit code
   */
  int run() throws IOException {
    merge();
    PartialRun run = all.run();
    ClassOrder order = order(run);
    names = reports.classNames().read(run.classNames(), order);
    check = new GateCheck(options, gates, names);
    if (gates.baseline() != null) {
      requireOneNetwork();
      baseline = Baseline.read(Source.file(gates.baseline()));
      baseline.requireSame(
          run.images().sha256(), run.images().entry(), run.labels().sha256(), 0, run.count());
    }
    for (PartialNetwork network : all.networks()) {
      ranking.add(entry(network));
    }
    List<KeptImages> kept = ranking.entries().stream().map(ReportEntry::images).toList();
    new ReportWriter(reports, console).write(report(), kept, command(order), inputs());
    return ranking.code(console);
  }

  private String command(ClassOrder order) {
    List<String> names = all.networks().stream().map(PartialNetwork::name).toList();
    return reports.html() == null
        ? null
        : CommandText.of(all.run(), order, names, gates.words(), reports);
  }

  private void merge() throws IOException {
    for (Source file : files) {
      Partial next = PartialReader.read(file, all);
      if (all == null) {
        all = next;
      } else {
        all.merge(next);
      }
    }
    requireSameVersion();
    all.requireComplete();
    networks = all.networks().size();
    ranking = new Ranking(reports, networks);
    if (networks == 2) {
      requirePair();
    }
    if (reports.wantsMistakes()) {
      requireMistakes();
    }
  }

  private void requireSameVersion() throws IOException {
    String own = new VersionProvider().number();
    String found = all.run().version();
    if (!own.equals(found)) {
      throw InputException.of(
          files.get(0).name(),
          "part of a run of another version of mnist-eval (expected %s, found %s)",
          own,
          found);
    }
  }

  private void requireOneNetwork() throws InputException {
    if (networks != 1) {
      throw InputException.of(
          gates.baseline().toString(),
          "--baseline goes with one network (expected 1, found %d)",
          networks);
    }
  }

  private static ClassOrder order(PartialRun run) {
    return run.classOrder() == null
        ? null
        : new ClassOrder(run.classOrder().stream().mapToInt(Integer::intValue).toArray());
  }

  private List<Path> inputs() {
    List<Path> paths = new ArrayList<>();
    files.forEach(file -> paths.add(file.path()));
    paths.add(gates.baseline());
    paths.removeIf(Objects::isNull);
    return paths;
  }

  /** Makes the entry of a network. If it is one of several, an error does not end the run. */
  private ReportEntry entry(PartialNetwork network) throws IOException {
    try {
      if (network.failure() != null) {
        throw InputException.again(network.failure().message());
      }
      return evaluated(network);
    } catch (InputException e) {
      if (networks == 1) {
        throw e;
      }
      console.report(e, reports.reportToStandardOutput());
      return ReportEntry.failed(network.file(), e.getMessage());
    }
  }

  private ReportEntry evaluated(PartialNetwork network) throws IOException {
    PartialNetwork.Facts facts = network.facts();
    names.require(network.name(), facts.classes());
    int[] topK = NetworkTally.topK(network.name(), facts.classes(), reports);
    Metrics metrics = network.counted().metrics().metrics(topK);
    change = baseline == null ? null : baseline.change(metrics);
    List<String> notes = notes(network, metrics.accuracy());
    AccuracyRun.sayNotes(network.name(), notes, console);
    Report.NetworkResult result =
        new Report.NetworkResult(
            network.file(),
            facts.interpretation(),
            facts.activation(),
            facts.pixels(),
            facts.layers(),
            facts.parameters(),
            notes,
            check.results(metrics, null, baseline),
            metrics,
            null);
    ReportEntry entry = new ReportEntry(result, images(network), null);
    return reports.wantsMistakes() ? entry : entry.row(reports.showsDetails(networks));
  }

  /**
   * Checks that the only two networks can be compared, unless one failed.
   *
   * @throws InputException if a part has only one of them
   */
  private void requirePair() throws InputException {
    List<PartialNetwork> both = all.networks();
    boolean failed = both.stream().anyMatch(network -> network.failure() != null);
    if (!failed && (all.pair() == null || all.pair().images() != all.run().count())) {
      throw InputException.of(
          both.get(1).name(),
          "was not run beside %s, so that they can't be compared"
              + " (expected both networks in each of the parts of two)",
          both.get(0).name());
    }
  }

  /**
   * Checks that there is what a page shows of each network.
   *
   * @throws InputException if a part has no mistakes
   */
  private void requireMistakes() throws InputException {
    for (PartialNetwork network : all.networks()) {
      if (network.counted() != null && network.counted().mistakes() == null) {
        throw InputException.of(
            network.name(),
            "no mistakes in a part, which --html shows (expected parts of runs with --html beside"
                + " --partial)");
      }
    }
  }

  /** Returns the images that a page shows; none if no page is wanted. */
  private KeptImages images(PartialNetwork network) {
    if (!reports.wantsMistakes()) {
      return KeptImages.NONE;
    }
    MistakeTally kept = network.counted().mistakes();
    PartialRun run = all.run();
    int classes = network.facts().classes();
    int holders = Math.min(networks, HtmlReport.MOST_SECTIONS + 1);
    MistakeTally shown = MistakeTally.ofImages(run.rows() * run.columns(), classes, holders);
    return MistakeTally.of(
            classes,
            Math.min(shown.mostMistakes(), kept.mostMistakes()),
            Math.min(shown.mostUnsure(), kept.mostUnsure()),
            kept.kept())
        .kept();
  }

  /** Returns the notes that a run over all images has on a network. */
  private List<String> notes(PartialNetwork network, Accuracy accuracy) throws InputException {
    PartialNetwork.Facts facts = network.facts();
    PartialNetwork.Counted counted = network.counted();
    List<String> notes = new ArrayList<>(facts.notes());
    boolean joinable = facts.layers().size() == 2 && !facts.interpretation().biases();
    boolean fits =
        all.run().classOrder() != null
            || SettingsCheck.outputsAreClasses(
                network.name(), facts.classes(), counted.largestLabel(), joinable, accuracy, notes);
    Doubt doubt = fits ? doubt(counted.doubts(), accuracy) : null;
    if (doubt != null) {
      String found = PythonFloat.text(accuracy.correct(), accuracy.total());
      notes.add((doubt.afterAccuracy() ? found : "") + doubt.text());
    }
    return notes;
  }

  private static Doubt doubt(Doubt.Doubts doubts, Accuracy accuracy) {
    if (doubts == null) {
      return null;
    }
    boolean wide = accuracy.accuracy() < SettingsCheck.TRAINED && doubts.wide() != null;
    return wide ? doubts.wide() : doubts.close();
  }

  /** Returns how the only two networks differ, the better one first; null if one failed. */
  private Comparison comparison() {
    List<ReportEntry> entries = ranking.entries();
    if (networks != 2 || entries.stream().anyMatch(ReportEntry::failed)) {
      return null;
    }
    NetworkPair pair = all.pair();
    NetworkPair ranked = pair.first().equals(entries.get(0).name()) ? pair : pair.turned();
    return Comparison.of(ranked.disagreements(), ranked.onlyFirst(), ranked.onlySecond());
  }

  private Report report() throws IOException {
    PartialRun run = all.run();
    ReportEntry best = ranking.entries().get(0);
    boolean sums = reports.tellsSha256();
    return new Report(
        run.version(),
        sums ? run.images() : run.images().withoutSum(),
        sums ? run.labels() : run.labels().withoutSum(),
        0,
        best.failed() ? 0 : best.accuracy().total(),
        run.rows(),
        run.columns(),
        run.transposed(),
        run.classOrder(),
        names.of(ranking.classes()),
        ranking.entries().stream().map(ReportEntry::result).toList(),
        null,
        change,
        comparison());
  }
}
