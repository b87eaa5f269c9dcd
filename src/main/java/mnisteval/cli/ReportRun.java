package mnisteval.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.IntConsumer;
import mnisteval.cli.options.ClassNames;
import mnisteval.cli.options.EvaluateOptions;
import mnisteval.cli.options.ReportOptions;
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
import mnisteval.report.PredictionRows;
import mnisteval.report.Report;
import mnisteval.report.output.OutputFile;
import mnisteval.weights.layers.LoadedNetwork;

/**
 * A run that was asked for more than one accuracy: one network or several, all their figures, and
 * every report of them. The images are read once.
 */
final class ReportRun {
  private final EvaluateOptions options;
  private final ReportOptions reports;
  private final ImageSet set;
  private final Console console;
  private final List<ReportEntry> candidates = new ArrayList<>();
  private final ReportMemory memory = new ReportMemory();
  private Report report;

  ReportRun(EvaluateOptions options, Console console) {
    this.options = options;
    this.reports = options.report();
    this.set = options.images();
    this.console = console;
  }

  /**
   * Evaluates the networks and writes what was asked for.
   *
   * @return the exit code
   */
  int run() throws IOException {
    ClassNames names = ClassNames.of(reports.classNames());
    for (Source source : options.weights()) {
      memory.takeFile(source.name());
      candidates.add(new ReportEntry(source, options, names));
    }
    OutputFile predictions = null;
    try (LabeledImages images = set.open()) {
      Path file = reports.predictions();
      predictions = file == null ? null : OutputFile.open(file, inputs());
      long total = images.remaining() * candidates.size();
      try (Progress progress = Progress.start(total, options.quiet() ? null : console.err())) {
        evaluate(images, predictions, progress);
      }
      rank();
      report = report(images, names);
    } catch (IOException e) {
      discard(predictions);
      throw e;
    }
    try {
      new ReportWriter(reports, console).write(report, mistakes(), inputs());
      if (predictions != null) {
        predictions.commit();
      }
    } finally {
      discard(predictions);
    }
    return code();
  }

  private int code() {
    boolean held = true;
    for (ReportEntry candidate : candidates) {
      if (!candidate.failed()) {
        String file = candidate.source().name();
        held &= EvaluationRun.gatesHold(options.gates(), file, candidate.evaluation(), console);
      }
    }
    return console.code() != ExitCode.OK || held ? console.code() : ExitCode.GATE;
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
    LoadedNetwork loaded = only.read(console);
    Network network = loaded.network();
    MetricsDetail detail = detail(loaded);
    EvaluatedNetwork.requireInputs(loaded.file(), network, images);
    Appendable rows = reports.predictionsToStandardOutput() ? console.out() : predictions;
    PredictionRows csv = rows == null ? null : new PredictionRows(network.classes(), rows);
    EvaluatedNetwork subject = only.subject(loaded, images, csv, 1);
    Evaluator.evaluate(List.of(subject), images, options.threads(), done);
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
        LoadedNetwork network = candidate.read(console);
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
      Evaluator.evaluate(subjects, images, options.threads(), done);
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
    MetricsDetail detail = reports.detail(loaded.network().classes(), candidates.size());
    memory.take(loaded, detail, reports.html() != null);
    return detail;
  }

  private void fail(ReportEntry candidate, InputException e) {
    candidate.fail(e);
    console.report(e);
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
    return new Report.Input(source.name(), reports.tellsSha256() ? source.sha256() : null);
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
