package mnisteval.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntConsumer;
import mnisteval.cli.options.EvaluateOptions;
import mnisteval.cli.options.GateOptions;
import mnisteval.cli.options.ReportOptions;
import mnisteval.cli.progress.Progress;
import mnisteval.evaluation.EvaluatedNetwork;
import mnisteval.evaluation.Evaluator;
import mnisteval.evaluation.Tally;
import mnisteval.evaluation.export.ExportComparison;
import mnisteval.evaluation.export.ExportTally;
import mnisteval.evaluation.metrics.Comparison.PredictedClasses;
import mnisteval.evaluation.metrics.KeptImages;
import mnisteval.evaluation.metrics.Metrics;
import mnisteval.idx.ImageSet;
import mnisteval.idx.LabeledImages;
import mnisteval.input.InputException;
import mnisteval.input.Source;
import mnisteval.network.Rehearsal;
import mnisteval.report.Baseline;
import mnisteval.report.BaselineChange;
import mnisteval.report.ClassNames;
import mnisteval.report.Report;
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
  private final int networks;
  private final Ranking ranking;
  private ReadAhead files;
  private ClassNames names;
  private GateCheck check;
  private ExportComparison compared;
  private Baseline baseline;
  private BaselineChange change;
  private PartialFile partial;

  ReportRun(EvaluateOptions options, GateOptions gates, Console console) {
    this.options = options;
    this.gates = gates;
    this.reports = options.report();
    this.set = options.images();
    this.console = console;
    this.networks = options.weights().size();
    this.ranking = new Ranking(reports, networks);
  }

  /**
   * Evaluates the networks and writes the reports.
   *
   * @return the exit code
   */
  int run() throws IOException {
    if (options.isShort()) {
      Rehearsal.start(true);
    }
    names = reports.classNames().read(set.classNames(), options.order());
    check = new GateCheck(options, gates, names);
    for (Source source : options.weights()) {
      ranking.reserve(source.name(), BYTES_A_NETWORK + 4L * source.name().length());
    }
    List<Path> inputs = inputs();
    try (LabeledImages images = set.open();
        PredictionsFile predictions = PredictionsFile.open(options, images, console, inputs);
        PartialFile part = PartialFile.open(options, images, inputs)) {
      partial = part;
      baseline = check.baseline(images);
      long total = images.remaining() * networks;
      try (Progress progress = Progress.start(total, options.quiet() ? null : console.err())) {
        evaluate(images, predictions, progress);
      }
      List<KeptImages> kept = new ArrayList<>();
      for (ReportEntry entry : ranking.entries()) {
        kept.add(entry.images());
      }
      new ReportWriter(reports, console).write(report(images), kept, command(), inputs);
      if (predictions != null) {
        predictions.commit();
      }
      commitPartial();
    }
    if (reports.open()) {
      new PageOpener().open(reports.html(), console);
    }
    return ranking.code(console);
  }

  private void commitPartial() throws IOException {
    if (partial != null) {
      List<String> files = ranking.entries().stream().map(ReportEntry::name).toList();
      String second = networks == 2 ? files.get(1) : null;
      partial.commit(files.get(0), second, ranking.comparison());
    }
  }

  private String command() {
    return reports.html() == null ? null : CommandText.of(options, gates.words());
  }

  /** Returns the files that are read, which must not be overwritten. */
  private List<Path> inputs() {
    List<Path> paths = options.inputs();
    paths.add(gates.compare());
    paths.add(gates.baseline());
    paths.removeAll(Collections.singleton(null));
    return paths;
  }

  private void evaluate(LabeledImages images, PredictionsFile predictions, IntConsumer done)
      throws IOException {
    boolean kept = networks == 1 || images.keep();
    boolean summed = networks > 1 || reports.tellsSha256();
    List<Source> sources = options.weights();
    files = new ReadAhead(sources, options.reading(), set, summed, kept && options.threads() > 1);
    for (int i = 0; i < networks; i++) {
      if (kept) {
        ranking.add(evaluate(i, images, predictions, done));
      } else {
        try (LabeledImages again = openAgain(images)) {
          ranking.add(evaluate(i, again, predictions, done));
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

  /** A network that was read and can be run. */
  private record Prepared(SettingsCheck settings, NetworkTally tally, ExportTally exported) {
    LoadedNetwork loaded() {
      return settings.loaded();
    }
  }

  /** Evaluates a network. If it is one of several, an error of its own does not end the run. */
  private ReportEntry evaluate(
      int index, LabeledImages images, PredictionsFile predictions, IntConsumer done)
      throws IOException {
    Source source = options.weights().get(index);
    if (networks == 2) {
      long classes = new PredictedClasses().bytes(images.remaining(), images.imageSize());
      ranking.reserve(source.name(), classes);
    }
    Report.Input file = new Report.Input(source.name(), null);
    Prepared network;
    try {
      ReadAhead.File read = files.file(index);
      file = new Report.Input(source.name(), read.sha256());
      network = prepare(read, images);
    } catch (InputException e) {
      return failed(source, file, e, -1);
    }
    EvaluatedNetwork evaluated = evaluated(network, predictions);
    Evaluator.evaluate(evaluated, images, options.threads(), done);
    try {
      if (evaluated.error() != null) {
        throw evaluated.error();
      }
      ReportEntry entry = entry(file, network);
      if (partial != null) {
        partial.add(source, file, network.settings, network.tally, images);
      }
      return entry;
    } catch (InputException e) {
      if (predictions != null) {
        predictions.takeBack();
      }
      return failed(source, file, e, evaluated.errorImage());
    }
  }

  private Prepared prepare(ReadAhead.File file, LabeledImages images) throws IOException {
    LoadedNetwork loaded = file.network();
    if (loaded == null) {
      loaded = AccuracyRun.read(file.source(), options.reading(), set);
    }
    if (options.order() != null) {
      options.order().requireOutputs(loaded.file(), loaded.network());
    }
    names.require(loaded.file(), loaded.network());
    EvaluatedNetwork.requireInputs(loaded.file(), loaded.network(), images);
    SettingsCheck settings =
        new SettingsCheck(loaded, options, partial == null ? images : partial.whole());
    NetworkTally tally = new NetworkTally(settings.loaded(), reports, networks, images);
    return new Prepared(settings, tally, check.exported(loaded.network(), images));
  }

  private EvaluatedNetwork evaluated(Prepared network, PredictionsFile predictions)
      throws IOException {
    List<Tally> others = new ArrayList<>();
    if (network.exported != null) {
      others.add(network.exported);
    }
    if (predictions != null) {
      others.add(predictions.rows(network.loaded()));
    }
    return network.tally.counting(options.order(), others);
  }

  private ReportEntry entry(Report.Input file, Prepared network) throws IOException {
    Metrics metrics = network.tally.metrics();
    compared = network.exported == null ? null : network.exported.comparison();
    change = baseline == null ? null : baseline.change(metrics);
    List<String> notes =
        partial == null ? network.settings.notes(metrics.accuracy()) : network.settings.notes();
    AccuracyRun.sayNotes(network.loaded().file(), notes, console);
    return network.tally.entry(file, metrics, check.results(metrics, compared, baseline), notes);
  }

  private ReportEntry failed(Source source, Report.Input file, InputException e, long image)
      throws IOException {
    if (partial != null) {
      partial.addFailed(source, file, e.getMessage(), image);
    }
    if (networks == 1) {
      if (partial != null) {
        partial.commit(file.name(), null, null);
      }
      throw e;
    }
    console.report(e, reports.reportToStandardOutput());
    return ReportEntry.failed(file, e.getMessage());
  }

  private Report report(LabeledImages images) throws IOException {
    List<ReportEntry> entries = ranking.entries();
    ReportEntry best = entries.get(0);
    List<Report.NetworkResult> results = new ArrayList<>();
    for (ReportEntry entry : entries) {
      results.add(entry.result());
    }
    return new Report(
        new VersionProvider().number(),
        new Report.Input(
            set.images().name(),
            reports.tellsSha256() ? set.imagesSha256() : null,
            images.imagesEntry()),
        new Report.Input(
            set.labels().name(),
            reports.tellsSha256() ? set.labels().sha256() : null,
            images.labelsEntry()),
        set.offset(),
        best.failed() ? 0 : best.accuracy().total(),
        images.rows(),
        images.columns(),
        set.transposed(),
        options.order() == null ? null : options.order().outputLabels(),
        names.of(ranking.classes()),
        results,
        compared,
        change,
        ranking.comparison());
  }
}
