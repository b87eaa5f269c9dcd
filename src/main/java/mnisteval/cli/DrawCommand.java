package mnisteval.cli;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import mnisteval.cli.options.ClassNamesOption;
import mnisteval.cli.options.Converters;
import mnisteval.cli.options.EvaluateOptions;
import mnisteval.cli.options.ImageFileOptions;
import mnisteval.cli.options.NetworkOptions;
import mnisteval.cli.options.UsageChecks;
import mnisteval.cli.options.WeightsOptions;
import mnisteval.cli.progress.Progress;
import mnisteval.evaluation.Accuracy;
import mnisteval.evaluation.Accuracy.AccuracyTally;
import mnisteval.evaluation.ClassOrder;
import mnisteval.evaluation.EvaluatedNetwork;
import mnisteval.evaluation.Evaluator;
import mnisteval.evaluation.Tally.Tallies;
import mnisteval.evaluation.metrics.ExampleTally;
import mnisteval.idx.ImageSet;
import mnisteval.idx.LabeledImages;
import mnisteval.input.InputException;
import mnisteval.input.Source;
import mnisteval.network.Network;
import mnisteval.report.ClassNames;
import mnisteval.report.Report;
import mnisteval.report.output.OutputFile;
import mnisteval.report.page.Drawing;
import mnisteval.weights.layers.LoadedNetwork;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a page on which one draws a digit and sees what a network makes of it. */
@Command(
    name = "draw",
    sortOptions = false,
    customSynopsis = {
      "mnist-eval draw --weights FILE [options]",
      "  or:  mnist-eval draw FILE [options]"
    },
    description = {
      "Writes a page to draw a digit on, and to see what the network makes of it.",
      "",
      "The page is one HTML file, which needs no internet connection. It shows at every stroke what the"
          + " network is given, the value of each of its units and how probable each class is. The"
          + " page has a few images of each class from the MNIST test set, or from the set that"
          + " --data or --images names."
    },
    exitCodeList = {
      "0:the page is written; help",
      "1:a defect of mnist-eval; --stacktrace shows where",
      "2:the arguments are wrong",
      "3:a file is missing, malformed or refused, or cannot be written"
    })
final class DrawCommand implements Callable<Integer> {
  private static final Path STANDARD_OUTPUT = Path.of("-");

  private final Console console;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "FILE",
      arity = "0..*",
      description = "The network, in place of --weights.")
  private List<String> files = new ArrayList<>();

  @Mixin private WeightsOptions weights = new WeightsOptions();

  @Mixin private ImageFileOptions images = new ImageFileOptions();

  @Mixin private NetworkOptions network = new NetworkOptions();

  @Mixin private ClassNamesOption classNames = new ClassNamesOption();

  @Option(
      names = "--output",
      paramLabel = "FILE",
      converter = Converters.OfPath.class,
      description = "Write the page to FILE; - is standard output. Default: draw.html.")
  private Path output = Path.of("draw.html");

  @Option(names = "--open", description = "Open the page in the default browser.")
  private boolean open;

  DrawCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    UsageChecks checks = new UsageChecks(spec);
    List<Source> sources = weights.sources(files, network.reading(), checks, console.in());
    checks.require(
        sources.size() == 1, "draw takes one file of weights, here are " + sources.size());
    checks.require(
        !open || !output.equals(STANDARD_OUTPUT), "--open needs a file, not standard output");
    classNames.check(checks);
    Source source = sources.get(0);
    ImageSet set = images.imageSet(checks);
    String sha256 = null;
    if (source.parts().isEmpty()) {
      source = source.inMemory();
      sha256 = source.sha256();
    }
    LoadedNetwork loaded = AccuracyRun.read(source, network.reading(), set);
    requireSquare(loaded);
    Drawing.requireFitting(loaded.file(), loaded.network());
    if (network.order() != null) {
      network.order().requireOutputs(loaded.file(), loaded.network());
    }
    ClassNames names = classNames.read(set.classNames(), network.order());
    names.require(loaded.file(), loaded.network());
    Drawing drawing =
        evaluated(loaded, options(source, set), new Report.Input(source.name(), sha256), names);
    write(drawing, options(sources.get(0), set).inputs());
    AccuracyRun.sayNotes(loaded.file(), drawing.notes(), console);
    if (open) {
      new PageOpener().open(output, console);
    }
    return Console.OK;
  }

  private EvaluateOptions options(Source source, ImageSet set) {
    int threads = Runtime.getRuntime().availableProcessors();
    return new EvaluateOptions(
        List.of(source),
        network.reading(),
        network.auto(),
        network.order(),
        set,
        List.of(),
        null,
        threads,
        false);
  }

  /** Evaluates the network on the images; those of the program are left out if they don't fit. */
  private Drawing evaluated(
      LoadedNetwork loaded, EvaluateOptions options, Report.Input file, ClassNames names)
      throws IOException {
    try (LabeledImages set = options.images().open()) {
      if (!images.given() && !fits(loaded.network(), set)) {
        SettingsCheck check = SettingsCheck.bySample(loaded, options);
        List<String> notes = new ArrayList<>(check.notes());
        notes.add("no test images on the page, as MNIST's do not fit; --data names others");
        return drawing(file, check.loaded(), notes, names, null);
      }
      requireSquare(set);
      SettingsCheck check = new SettingsCheck(loaded, options, set);
      AccuracyTally accuracy = new AccuracyTally();
      ExampleTally examples = ExampleTally.of(loaded.network().classes(), set.imageSize());
      EvaluatedNetwork evaluated =
          new EvaluatedNetwork(
              loaded.file(),
              check.loaded().network(),
              options.order(),
              new Tallies(List.of(accuracy, examples)));
      try (Progress progress = Progress.start(set.remaining(), console.err())) {
        Evaluator.evaluate(evaluated, set, options.threads(), progress);
      }
      if (evaluated.error() != null) {
        throw evaluated.error();
      }
      Accuracy counted = accuracy.accuracy();
      Drawing.Images shown = new Drawing.Images(set.imagesName(), counted, examples.examples());
      return drawing(file, check.loaded(), check.notes(counted), names, shown);
    }
  }

  private boolean fits(Network read, LabeledImages set) throws IOException {
    set.sample();
    ClassOrder order = network.order();
    int classes = set.largestLabel() + 1;
    boolean labels = order == null || order.classOf(0) >= 0 && order.classOf(classes - 1) >= 0;
    return set.imageSize() == read.inputs() && classes == read.classes() && labels;
  }

  private static void requireSquare(LoadedNetwork loaded) throws InputException {
    int inputs = loaded.network().inputs();
    int side = (int) Math.sqrt(inputs);
    if (side * side != inputs) {
      throw InputException.of(
          loaded.file(),
          "takes no square images, as drawings are (expected such as 784 = 28x28 inputs, found %d)",
          inputs);
    }
  }

  private static void requireSquare(LabeledImages set) throws InputException {
    if (set.rows() != set.columns()) {
      throw InputException.of(
          set.imagesName(),
          "images that are no squares, as drawings are (expected such as 28x28, found %dx%d)",
          set.rows(),
          set.columns());
    }
  }

  private Drawing drawing(
      Report.Input file,
      LoadedNetwork loaded,
      List<String> notes,
      ClassNames names,
      Drawing.Images shown) {
    return new Drawing(
        new VersionProvider().number(),
        file,
        loaded.network(),
        loaded.interpretation(),
        notes,
        network.order(),
        names,
        shown);
  }

  private void write(Drawing drawing, List<Path> inputs) throws IOException {
    if (output.equals(STANDARD_OUTPUT)) {
      Writer page = new OutputStreamWriter(console.out(), StandardCharsets.UTF_8);
      drawing.write(page);
      page.flush();
    } else {
      OutputFile.write(output, inputs, drawing::write);
      console.print(List.of(output.toString()));
    }
    console.requireWritten();
  }
}
