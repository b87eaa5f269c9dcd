package mnisteval.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.IntConsumer;
import mnisteval.cli.options.NetworkOptions;
import mnisteval.cli.options.ReportOptions;
import mnisteval.cli.options.UsageChecks;
import mnisteval.cli.progress.Progress;
import mnisteval.evaluation.EvaluatedNetwork;
import mnisteval.evaluation.Evaluator;
import mnisteval.evaluation.metrics.Comparison;
import mnisteval.evaluation.metrics.MetricsDetail;
import mnisteval.evaluation.metrics.Mistake;
import mnisteval.idx.ImageSet;
import mnisteval.idx.LabeledImages;
import mnisteval.input.InputException;
import mnisteval.input.Source;
import mnisteval.network.Network;
import mnisteval.report.ClassNames;
import mnisteval.report.PredictionRows;
import mnisteval.report.Report;
import mnisteval.report.output.OutputFile;
import mnisteval.weights.layers.LoadedNetwork;

/**
 * A run that was asked for more than one accuracy: one network or several, all their figures, and
 * every report of them. The images are read once.
 */
final class ReportRun {
  private final UsageChecks arguments;
  private final ReportOptions options;
  private final NetworkOptions networkOptions;
  private final ImageSet set;
  private final int threads;
  private final PrintStream out;
  private final PrintStream err;
  private final FileFaults faults;
  private final List<ReportEntry> candidates = new ArrayList<>();
  private final ReportMemory memory = new ReportMemory();
  private Report report;

  ReportRun(
      UsageChecks arguments,
      ReportOptions options,
      NetworkOptions networkOptions,
      ImageSet set,
      int threads,
      PrintStream out,
      PrintStream err,
      FileFaults faults) {
    this.arguments = arguments;
    this.options = options;
    this.networkOptions = networkOptions;
    this.set = set;
    this.threads = threads;
    this.out = out;
    this.err = err;
    this.faults = faults;
  }

  /**
   * Evaluates the networks and writes what was asked for.
   *
   * @param weights from one
   * @param done makes what hears how many images each block had, given how many there will be
   * @return what became of each network, best first, those at fault last
   */
  List<ReportEntry> run(List<Source> weights, ProgressMaker done) throws IOException {
    checkNumber(weights.size());
    ClassNames names = options.classNames(arguments);
    for (Source source : weights) {
      memory.takeFile(source.name());
      candidates.add(new ReportEntry(source, options, names));
    }
    OutputFile predictions = null;
    try (LabeledImages images = set.open()) {
      Path file = options.predictions(arguments);
      predictions = file == null ? null : OutputFile.open(file, inputs());
      try (Progress progress = done.of(images.remaining() * weights.size())) {
        evaluate(images, predictions, progress);
      }
      rank();
      report = report(images, names);
    } catch (IOException e) {
      discard(predictions);
      throw e;
    }
    try {
      new ReportWriter(arguments, options, out).write(report, mistakes(), inputs());
      if (predictions != null) {
        predictions.commit();
      }
    } finally {
      discard(predictions);
    }
    return candidates;
  }

  /** Makes what shows how far a job of so many images is. */
  interface ProgressMaker {
    Progress of(long images);
  }

  private void checkNumber(int networks) {
    boolean predictions =
        options.predictions(arguments) != null || options.predictionsToStandardOutput();
    if (networks > 1 && predictions) {
      throw arguments.fault("--predictions goes with one network, here are " + networks);
    }
  }

  /** The files that are read, which nothing may be written over. */
  private List<Path> inputs() {
    List<Path> paths = new ArrayList<>();
    for (ReportEntry candidate : candidates) {
      paths.add(candidate.source().path());
    }
    paths.add(set.images().path());
    paths.add(set.labels().path());
    paths.removeIf(Objects::isNull);
    return paths;
  }

  private void evaluate(LabeledImages images, OutputFile predictions, IntConsumer done)
      throws IOException {
    if (candidates.size() == 1) {
      evaluateOnly(candidates.get(0), images, predictions, done);
    } else if (images.keep()) {
      // One after the other, so that memory does not grow with the number of networks.
      for (ReportEntry candidate : candidates) {
        evaluateAll(List.of(candidate), images, done);
      }
    } else {
      evaluateAll(candidates, images, done);
    }
  }

  /** The fault of an only network is the fault of the run. */
  private void evaluateOnly(
      ReportEntry only, LabeledImages images, OutputFile predictions, IntConsumer done)
      throws IOException {
    LoadedNetwork loaded = only.read(networkOptions, set, err);
    Network network = loaded.network();
    MetricsDetail detail = detail(loaded);
    EvaluatedNetwork.requireInputs(loaded.file(), network, images);
    Appendable rows = options.predictionsToStandardOutput() ? out : predictions;
    PredictionRows csv = rows == null ? null : new PredictionRows(network.classes(), rows);
    EvaluatedNetwork subject = only.subject(loaded, images, csv, 1);
    Evaluator.evaluate(List.of(subject), images, threads, done);
    if (subject.fault() != null) {
      throw subject.fault();
    }
    only.finish(detail);
  }

  private void evaluateAll(List<ReportEntry> some, LabeledImages images, IntConsumer done)
      throws IOException {
    List<EvaluatedNetwork> subjects = new ArrayList<>();
    List<LoadedNetwork> networks = new ArrayList<>();
    List<ReportEntry> evaluated = new ArrayList<>();
    List<MetricsDetail> details = new ArrayList<>();
    for (ReportEntry candidate : some) {
      try {
        LoadedNetwork network = candidate.read(networkOptions, set, err);
        subjects.add(candidate.subject(network, images, null, candidates.size()));
        networks.add(network);
        evaluated.add(candidate);
      } catch (InputException e) {
        fail(candidate, e);
        continue;
      }
      // Not the fault of one network: there can be no report.
      EvaluatedNetwork subject = subjects.get(subjects.size() - 1);
      details.add(detail(networks.get(networks.size() - 1)));
      if (some.size() > 1) {
        long bytes = subject.tally().bytes(images.remaining(), images.imageSize());
        memory.takeHeld(networks.get(networks.size() - 1), bytes);
      }
    }
    if (!subjects.isEmpty()) {
      Evaluator.evaluate(subjects, images, threads, done);
    }
    for (int i = 0; i < evaluated.size(); i++) {
      ReportEntry candidate = evaluated.get(i);
      if (subjects.get(i).fault() == null) {
        candidate.finish(details.get(i));
      } else {
        fail(candidate, subjects.get(i).fault());
      }
    }
  }

  /** What is kept of a network's figures, for which there must be memory. */
  private MetricsDetail detail(LoadedNetwork loaded) throws InputException {
    MetricsDetail detail = options.detail(loaded.network().classes(), candidates.size());
    memory.take(loaded, detail, options.html(arguments) != null);
    return detail;
  }

  private void fail(ReportEntry candidate, InputException e) {
    candidate.fail(e);
    faults.say(e);
  }

  /** Most right first; of equals, in the order they were given. */
  private void rank() {
    Collections.sort(
        candidates,
        new Comparator<ReportEntry>() {
          @Override
          public int compare(ReportEntry a, ReportEntry b) {
            return Long.compare(b.correct(), a.correct());
          }
        });
  }

  private Report report(LabeledImages images, ClassNames names) throws IOException {
    List<Report.NetworkResult> results = new ArrayList<>();
    int classes = 0;
    long total = 0;
    for (ReportEntry candidate : candidates) {
      results.add(candidate.result());
      classes = Math.max(classes, candidate.classes());
      total = Math.max(total, candidate.total());
    }
    return new Report(
        new VersionProvider().number(),
        input(set.images()),
        input(set.labels()),
        set.offset(),
        total,
        images.rows(),
        images.columns(),
        names.of(classes),
        results,
        comparison());
  }

  private Report.Input input(Source source) throws InputException {
    return new Report.Input(source.name(), options.tellsSha256() ? source.sha256() : null);
  }

  private Comparison comparison() {
    if (candidates.size() != 2 || candidates.get(0).failed() || candidates.get(1).failed()) {
      return null;
    }
    return Comparison.of(candidates.get(0).predicted(), candidates.get(1).predicted());
  }

  private List<List<Mistake>> mistakes() {
    List<List<Mistake>> mistakes = new ArrayList<>();
    for (ReportEntry candidate : candidates) {
      mistakes.add(candidate.mistakes());
    }
    return mistakes;
  }

  private static void discard(OutputFile file) throws IOException {
    if (file != null) {
      file.close();
    }
  }
}
