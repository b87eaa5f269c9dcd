package mnisteval.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import mnisteval.cli.options.ImageFileOptions;
import mnisteval.cli.options.ImageNumbers;
import mnisteval.cli.options.InputFolder;
import mnisteval.cli.options.NetworkOptions;
import mnisteval.cli.options.UsageChecks;
import mnisteval.cli.options.WeightsOptions;
import mnisteval.idx.Block;
import mnisteval.idx.ImageSet;
import mnisteval.idx.LabeledImages;
import mnisteval.input.InputException;
import mnisteval.input.Source;
import mnisteval.picture.GreyImage;
import mnisteval.report.ClassNames;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells which digit networks see in pictures, or in images of an image set. */
@Command(
    name = "predict",
    sortOptions = false,
    customSynopsis = {
      "mnist-eval predict --weights FILE [options] IMAGE...",
      "  or:  mnist-eval predict --weights FILE [options] --index N,..."
    },
    description = {
      "Tells which digit is in a picture, and how probable it is.",
      "",
      "Prints the digit that a network sees in each picture and the probability of every class. A"
          + " picture is first made like those of MNIST: what is drawn, darker or lighter than the"
          + " border, is scaled to a box of 20x20 pixels and centred by its mass in 28x28. A"
          + " network of another square input gets a box in the same proportion. Several networks"
          + " (--weights once for each, or a folder) are shown side by side."
    },
    exitCodeList = {
      "0:every picture was read; help",
      "1:a defect of mnist-eval; --stacktrace shows where",
      "2:the arguments are wrong",
      "3:a file is missing, malformed or refused; the other pictures and networks are done"
    })
final class PredictCommand implements Callable<Integer> {
  private final Console console;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "IMAGE",
      arity = "0..*",
      description =
          "PNG, JPEG, GIF (its first frame) or BMP, or a folder of them; - reads one from standard"
              + " input.")
  private List<String> pictures = new ArrayList<>();

  @Mixin private WeightsOptions weights = new WeightsOptions();

  @Mixin private ImageFileOptions images = new ImageFileOptions();

  @Mixin private NetworkOptions network = new NetworkOptions();

  @Option(
      names = "--index",
      paramLabel = "N",
      split = ",",
      converter = ImageNumbers.OfRange.class,
      description =
          "Take image N, from 0, of the MNIST test set, or of the set that --data or --images"
              + " names, and print its label; several by ranges such as 0-9,17.")
  private List<ImageNumbers.Range> index;

  @Option(
      names = "--as-is",
      description =
          "Give the network the picture's pixels as they are, light on dark; it must have as many"
              + " as the network has inputs.")
  private boolean asIs;

  @Mixin private PredictionOptions output = new PredictionOptions();

  PredictCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    UsageChecks checks = new UsageChecks(spec);
    List<Source> files = weights.sources(List.of(), network.reading(), checks, console.in());
    check(checks);
    return index == null ? predictPictures(files, checks) : predictImagesOfSet(files, checks);
  }

  private void check(UsageChecks checks) {
    boolean set = index != null;
    checks.require(set || !pictures.isEmpty(), "Missing required parameter: 'IMAGE', or --index N");
    checks.require(!set || pictures.isEmpty(), "IMAGE and --index exclude each other");
    checks.require(
        !set || !asIs, "--as-is goes with IMAGE; the images of a set are always taken so");
    checks.require(
        set || !images.given(),
        "--data, --split, --images, --labels and --transpose go with --index");
    output.check(checks);
    weights.requireOneStandardInput(pictures, checks);
  }

  private int predictPictures(List<Source> files, UsageChecks checks) throws IOException {
    List<Source> sources = sources(checks);
    // Nothing is shown in a window, and some systems open one for whoever reads images.
    System.setProperty("java.awt.headless", "true");
    ImageSet set = images.imageSet(checks);
    ClassNames names = output.names(set, network.order());
    PredictorReader reader = reader(set, names);
    boolean several = files.size() > 1;
    PictureInput input = new PictureInput(asIs, several, console);
    List<Predictor> networks =
        reader.read(
            files,
            file -> {
              Predictor predictor = reader.predictor(file, null);
              input.side(predictor);
              return predictor;
            });
    if (networks.isEmpty()) {
      return console.code();
    }
    PredictionLines lines = output.lines(several, networks, network.order(), names, false);
    console.print(lines.start());
    boolean any = false;
    for (Source source : sources) {
      try {
        List<Predictor.Answer> answers = input.answers(source, networks);
        console.print(answers.isEmpty() ? List.of() : lines.of(source.name(), null, answers));
        any |= !answers.isEmpty();
      } catch (InputException e) {
        console.report(e);
      }
    }
    console.print(lines.end());
    console.requireWritten();
    if (any) {
      sayNotes(networks);
    }
    return console.code();
  }

  private void sayNotes(List<Predictor> networks) {
    for (Predictor predictor : networks) {
      AccuracyRun.sayNotes(predictor.file(), predictor.notes(), console);
    }
  }

  private List<Source> sources(UsageChecks checks) throws InputException {
    List<Source> sources = new ArrayList<>();
    for (String picture : pictures) {
      if (checks.isFolder(picture)) {
        sources.addAll(InputFolder.pictures(checks.path(picture)));
      } else {
        boolean piped = picture.equals("-");
        sources.add(piped ? checks.source("-", console.in()) : Source.file(checks.path(picture)));
      }
    }
    return sources;
  }

  private PredictorReader reader(ImageSet set, ClassNames names) {
    return new PredictorReader(network, set, names, console);
  }

  private int predictImagesOfSet(List<Source> files, UsageChecks checks) throws IOException {
    ImageSet all = images.imageSet(checks);
    ImageNumbers numbers = new ImageNumbers(index);
    ImageSet set = all.part(numbers.first(), numbers.last() - numbers.first() + 1);
    ClassNames names = output.names(all, network.order());
    PredictorReader reader = reader(all, names);
    List<Predictor> read = reader.read(files, file -> reader.predictor(file, set));
    if (read.isEmpty()) {
      return console.code();
    }
    try (LabeledImages open = set.open()) {
      List<Predictor> networks = reader.fitting(read, open, files.size() > 1);
      requireAll(numbers, open);
      if (!networks.isEmpty()) {
        boolean several = files.size() > 1;
        print(
            open, numbers, networks, output.lines(several, networks, network.order(), names, true));
        console.requireWritten();
        sayNotes(networks);
      }
    }
    return console.code();
  }

  private static void requireAll(ImageNumbers numbers, LabeledImages open) throws InputException {
    long end = numbers.first() + open.remaining();
    if (numbers.last() >= end) {
      throw InputException.of(
          open.imagesName(),
          "no image %d (expected a number from 0 to %d)",
          numbers.last(),
          end - 1);
    }
  }

  private void print(
      LabeledImages open, ImageNumbers numbers, List<Predictor> networks, PredictionLines lines)
      throws IOException {
    console.print(lines.start());
    Block block = open.newBlock();
    while (open.next(block)) {
      for (int i = 0; i < block.count(); i++) {
        long number = block.first() + i;
        if (numbers.contains(number)) {
          GreyImage image = new GreyImage(open.columns(), open.rows(), block.pixels(i));
          List<Predictor.Answer> answers = new ArrayList<>();
          networks.forEach(predictor -> answers.add(predictor.answer(image)));
          console.print(lines.of(Long.toString(number), block.labels()[i], answers));
        }
      }
    }
    console.print(lines.end());
  }
}
