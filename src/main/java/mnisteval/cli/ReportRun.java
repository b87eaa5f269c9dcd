package mnisteval.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.IntConsumer;
import mnisteval.cli.options.EvaluateOptions;
import mnisteval.cli.options.GateOptions;
import mnisteval.cli.options.ReportOptions;
import mnisteval.cli.progress.Progress;
import mnisteval.evaluation.EvaluatedNetwork;
import mnisteval.evaluation.Evaluator;
import mnisteval.evaluation.Tally;
import mnisteval.evaluation.Tally.Tallies;
import mnisteval.evaluation.export.ExportComparison;
import mnisteval.evaluation.export.ExportTally;
import mnisteval.evaluation.metrics.Comparison;
import mnisteval.evaluation.metrics.Comparison.PredictedClasses;
import mnisteval.evaluation.metrics.Metrics;
import mnisteval.evaluation.metrics.MetricsTally;
import mnisteval.evaluation.metrics.MistakeTally;
import mnisteval.evaluation.metrics.MistakeTally.Mistake;
import mnisteval.idx.ImageSet;
import mnisteval.idx.LabeledImages;
import mnisteval.input.HeapShares;
import mnisteval.input.InputException;
import mnisteval.input.Source;
import mnisteval.network.Network;
import mnisteval.report.Baseline;
import mnisteval.report.BaselineChange;
import mnisteval.report.ClassNames;
import mnisteval.report.PredictionRows;
import mnisteval.report.Report;
import mnisteval.report.output.OutputFile;
import mnisteval.report.page.HtmlReport;
import mnisteval.weights.layers.LoadedNetwork;

/**
 * A run that is asked for more than one accuracy: evaluates one network or several, one after the
 * other, and writes every report of them.
 */
final class ReportRun {
  /** Bytes of the row of a network and of its texts: names, metrics or a message. */
  private static final int BYTES_A_NETWORK = 2048;

  private final EvaluateOptions options;
  private final GateOptions gates;
  private final ReportOptions reports;
  private final ImageSet set;
  private final Console console;
  private final List<ReportEntry> entries = new ArrayList<>();
  private final int networks;
  private ClassNames names;
  private GateCheck check;
  private ExportComparison compared;
  private Baseline baseline;
  private BaselineChange change;
  private int classes;
  private long bytes;

  ReportRun(EvaluateOptions options, GateOptions gates, Console console) {
    this.options = options;
    this.gates = gates;
    this.reports = options.report();
    this.set = options.images();
    this.console = console;
    this.networks = options.weights().size();
  }

  /**
   * Evaluates the networks and writes the reports.
   *
   * @return the exit code
   */
  int run() throws IOException {
    names = reports.classNames();
    names = options.order() == null ? names : names.orLabels(options.order());
    check = new GateCheck(options, gates, names);
    for (Source source : options.weights()) {
      reserve(source.name(), BYTES_A_NETWORK + 4L * source.name().length());
    }
    List<Path> inputs = inputs();
    Path csv = reports.predictions();
    try (LabeledImages images = set.open();
        OutputFile predictions = csv == null ? null : OutputFile.open(csv, inputs)) {
      baseline = check.baseline(images);
      long total = images.remaining() * networks;
      try (Progress progress = Progress.start(total, options.quiet() ? null : console.err())) {
        evaluate(images, predictions, progress);
      }
      List<List<Mistake>> mistakes = entries.stream().map(ReportEntry::mistakes).toList();
      new ReportWriter(reports, console).write(report(images), mistakes, inputs);
      if (predictions != null) {
        predictions.commit();
      }
    }
    return code();
  }

  private int code() {
    boolean held = true;
    for (ReportEntry entry : entries) {
      held &= AccuracyRun.gatesHold(entry.name(), entry.result().gates(), console);
    }
    return console.code() != Console.OK || held ? console.code() : Console.GATE;
  }

  /** Returns the files that are read, which must not be overwritten. */
  private List<Path> inputs() {
    List<Path> paths = new ArrayList<>();
    for (Source source : options.weights()) {
      paths.add(source.path());
      source.parts().forEach(part -> paths.add(part.path()));
    }
    paths.add(gates.compare());
    paths.add(gates.baseline());
    paths.add(set.images().path());
    paths.add(set.labels().path());
    paths.removeIf(Objects::isNull);
    return paths;
  }

  private void evaluate(LabeledImages images, OutputFile predictions, IntConsumer done)
      throws IOException {
    boolean kept = networks == 1 || images.keep();
    for (Source source : options.weights()) {
      if (kept) {
        add(evaluate(source, images, predictions, done));
      } else {
        try (LabeledImages again = openAgain(images)) {
          add(evaluate(source, again, null, done));
        }
      }
    }
  }

  /** Opens the images, which are too many to be kept, for one more network. */
  private LabeledImages openAgain(LabeledImages images) throws IOException {
    Source pipe = set.readOnce();
    if (pipe != null) {
      throw InputException.of(
          pipe.name(),
          "too many images to keep them in memory for %d networks"
              + " (expected a file that can be read again, found a pipe; java -Xmx gives more)",
          networks);
    }
    LabeledImages again = set.open();
    if (again.remaining() != images.remaining()) {
      again.close();
      throw InputException.of(
          images.imagesName(),
          "has changed during the run (expected %d images, found %d)",
          images.remaining(),
          again.remaining());
    }
    return again;
  }

  /** Evaluates a network. If it is one of several, an error of its own does not end the run. */
  private ReportEntry evaluate(
      Source source, LabeledImages images, OutputFile predictions, IntConsumer done)
      throws IOException {
    if (networks == 2) {
      reserve(source.name(), new PredictedClasses().bytes(images.remaining(), images.imageSize()));
    }
    String sha256 = null;
    EvaluatedNetwork evaluated = null;
    boolean ran = false;
    try {
      Source held = source;
      if ((networks > 1 || reports.tellsSha256()) && source.parts().isEmpty()) {
        held = source.inMemory();
        sha256 = held.sha256();
      }
      LoadedNetwork loaded = AccuracyRun.read(held, options.reading(), set);
      if (options.order() != null) {
        options.order().requireOutputs(loaded.file(), loaded.network());
      }
      names.require(loaded.file(), loaded.network());
      EvaluatedNetwork.requireInputs(loaded.file(), loaded.network(), images);
      SettingsCheck settings = new SettingsCheck(loaded, options, images);
      ExportTally exported = check.exported(loaded.network(), images);
      NetworkTally tally = new NetworkTally(settings.loaded(), topK(loaded), images, exported);
      evaluated = tally.counting(predictions);
      Evaluator.evaluate(evaluated, images, options.threads(), done);
      ran = true;
      if (evaluated.error() != null) {
        throw evaluated.error();
      }
      Metrics metrics = tally.metrics();
      compared = exported == null ? null : exported.comparison();
      change = baseline == null ? null : baseline.change(metrics);
      List<String> notes = settings.notes(metrics.accuracy());
      AccuracyRun.sayNotes(loaded.file(), notes, console);
      return tally.entry(new Report.Input(source.name(), sha256), metrics, notes);
    } catch (InputException e) {
      boolean own = evaluated == null || ran;
      if (networks == 1 || !own) {
        throw e;
      }
      console.report(e, reports.reportToStandardOutput());
      return ReportEntry.failed(new Report.Input(source.name(), sha256), e.getMessage());
    }
  }

  private int[] topK(LoadedNetwork loaded) throws InputException {
    int classes = loaded.network().classes();
    if (reports.topK() == null) {
      return classes > 2 ? ReportOptions.defaultTopK() : new int[] {Math.min(2, classes)};
    }
    for (int k : reports.topK()) {
      if (k > classes) {
        throw InputException.of(
            loaded.file(), "too few classes for --top-k (expected %d, found %d)", k, classes);
      }
    }
    return reports.topK();
  }

  /** Counts all that the reports show of one network. */
  private final class NetworkTally {
    private final LoadedNetwork loaded;
    private final int[] topK;
    private final MetricsTally metrics;
    private final MistakeTally mistakes;
    private final ExportTally exported;
    private final PredictedClasses predicted = new PredictedClasses();

    NetworkTally(LoadedNetwork loaded, int[] topK, LabeledImages images, ExportTally exported)
        throws InputException {
      this.exported = exported;
      this.loaded = loaded;
      this.topK = topK;
      metrics = MetricsTally.of(loaded.file(), loaded.network());
      // The best networks keep theirs while the next network is evaluated.
      int holders = Math.min(networks, HtmlReport.MOST_SECTIONS + 1);
      mistakes = MistakeTally.ofImages(images.imageSize(), holders);
    }

    EvaluatedNetwork counting(OutputFile predictions) throws IOException {
      Network network = loaded.network();
      List<Tally> tallies = new ArrayList<>(List.of(metrics));
      if (reports.wantsMistakes()) {
        tallies.add(mistakes);
      }
      if (networks == 2) {
        tallies.add(predicted);
      }
      if (exported != null) {
        tallies.add(exported);
      }
      Appendable rows = reports.predictionsToStandardOutput() ? console.out() : predictions;
      if (rows != null) {
        tallies.add(new PredictionRows(network.classes(), options.order(), rows));
      }
      return new EvaluatedNetwork(loaded.file(), network, options.order(), new Tallies(tallies));
    }

    Metrics metrics() {
      return metrics.metrics(topK);
    }

    ReportEntry entry(Report.Input file, Metrics found, List<String> notes) {
      Network network = loaded.network();
      Report.NetworkResult result =
          new Report.NetworkResult(
              file,
              loaded.interpretation(),
              network.activationText(),
              network.pixels().toString(),
              network.units(),
              network.parameters(),
              notes,
              check.results(found, compared, baseline),
              found,
              null);
      classes = Math.max(classes, network.classes());
      ReportEntry entry = new ReportEntry(result, mistakes.mistakes(), predicted);
      return reports.wantsMistakes() ? entry : entry.row(reports.showsDetails(networks));
    }
  }

  /**
   * Adds a network to the ranking: most images right first, of equals in the order they were given.
   * The page details only the first networks, so that nothing more is kept of the others.
   */
  private void add(ReportEntry added) throws InputException {
    int rank = entries.size();
    while (rank > 0 && entries.get(rank - 1).correct() < added.correct()) {
      rank--;
    }
    entries.add(rank, added);
    bytes += added.bytes(reports.wantsMistakes());
    if (reports.wantsMistakes() && entries.size() > HtmlReport.MOST_SECTIONS) {
      // The one that was just added, or the one that it pushed down.
      int lower = Math.max(rank, HtmlReport.MOST_SECTIONS);
      ReportEntry entry = entries.get(lower);
      ReportEntry row = entry.row(reports.showsDetails(networks));
      entries.set(lower, row);
      bytes += row.bytes(true) - entry.bytes(true);
    }
    reserve(added.name(), 0);
  }

  /** Reserves bytes of the report's share of the heap: without a bound, it would end in a crash. */
  private void reserve(String file, long more) throws InputException {
    bytes += more;
    long most = HeapShares.metrics();
    if (bytes > most) {
      throw InputException.of(
          file,
          "too much for the memory with the networks before it"
              + " (expected at most %d KiB, found %d KiB; java -Xmx gives more)",
          most >> 10,
          bytes + 1023 >> 10);
    }
  }

  private Report report(LabeledImages images) throws IOException {
    ReportEntry best = entries.get(0);
    return new Report(
        new VersionProvider().number(),
        input(set.images()),
        input(set.labels()),
        set.offset(),
        best.failed() ? 0 : best.accuracy().total(),
        images.rows(),
        images.columns(),
        set.transposed(),
        options.order() == null ? null : options.order().outputLabels(),
        names.of(classes),
        entries.stream().map(ReportEntry::result).toList(),
        compared,
        change,
        comparison());
  }

  private Report.Input input(Source source) throws InputException {
    return new Report.Input(source.name(), reports.tellsSha256() ? source.sha256() : null);
  }

  private Comparison comparison() {
    return networks != 2 || entries.stream().anyMatch(ReportEntry::failed)
        ? null
        : Comparison.of(entries.get(0).predicted(), entries.get(1).predicted());
  }
}
