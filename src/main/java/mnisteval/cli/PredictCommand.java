package mnisteval.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import mnisteval.cli.options.EvaluateOptions;
import mnisteval.cli.options.ImageFileOptions;
import mnisteval.cli.options.ImageNumbers;
import mnisteval.cli.options.InputFolder;
import mnisteval.cli.options.NetworkOptions;
import mnisteval.cli.options.UsageChecks;
import mnisteval.cli.options.WeightsOptions;
import mnisteval.evaluation.EvaluatedNetwork;
import mnisteval.idx.Block;
import mnisteval.idx.ImageSet;
import mnisteval.idx.LabeledImages;
import mnisteval.input.InputException;
import mnisteval.input.Source;
import mnisteval.picture.GreyImage;
import mnisteval.picture.MnistNormalization;
import mnisteval.picture.PictureFile;
import mnisteval.weights.layers.LoadedNetwork;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells which digit a network sees in pictures, or in images of an image set. */
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
          + " network of another square input gets a box in the same proportion."
    },
    exitCodeList = {
      "0:every picture was read; help",
      "1:a defect of mnist-eval; --stacktrace shows where",
      "2:the arguments are wrong",
      "3:a file is missing, malformed or refused; the other pictures are done"
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

  @Mixin private WeightsOptions weights;

  @Mixin private ImageFileOptions images;

  @Mixin private NetworkOptions network;

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

  @Mixin private PredictionOptions output;

  PredictCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    UsageChecks checks = new UsageChecks(spec);
    List<Source> files = weights.sources(List.of(), network.reading(), checks, console.in());
    checks.require(
        files.size() == 1, "predict takes one file of weights, here are " + files.size());
    check(checks);
    return index == null
        ? predictPictures(files.get(0), checks)
        : predictImagesOfSet(files.get(0), checks);
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

  private int predictPictures(Source weightsFile, UsageChecks checks) throws IOException {
    List<Source> sources = sources(checks);
    // Nothing is shown in a window, and some systems open one for whoever reads images.
    System.setProperty("java.awt.headless", "true");
    SettingsCheck check = check(weightsFile, null, images.imageSet(checks));
    LoadedNetwork loaded = check.loaded();
    int side = asIs ? 0 : MnistNormalization.side(loaded.network().inputs(), loaded.file());
    PredictionLines prediction = output.lines(loaded, network.order(), index != null);
    console.print(prediction.start());
    boolean any = false;
    for (Source source : sources) {
      try {
        console.print(prediction.of(source.name(), null, input(source, loaded, side)));
        any = true;
      } catch (InputException e) {
        console.report(e);
      }
    }
    console.print(prediction.end());
    console.requireWritten();
    if (any) {
      AccuracyRun.sayNotes(loaded.file(), check.notes(), console);
    }
    return console.code();
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

  /**
   * Reads the network and checks its settings by the first images of a set; by MNIST's if the set
   * comes through a pipe, which is read once.
   *
   * @param own the images that it is to predict, if they are of the set, or null
   */
  private SettingsCheck check(Source weightsFile, ImageSet own, ImageSet set) throws IOException {
    LoadedNetwork loaded = AccuracyRun.read(weightsFile, network.reading(), own);
    return SettingsCheck.bySample(
        loaded,
        new EvaluateOptions(
            List.of(weightsFile),
            network.reading(),
            network.auto(),
            network.order(),
            set.readOnce() == null ? set : ImageSet.bundled(),
            List.of(),
            null,
            1,
            true));
  }

  /** Reads a picture as the network takes it: scaled to a side, or with --as-is unchanged. */
  private GreyImage input(Source source, LoadedNetwork network, int side) throws InputException {
    GreyImage image = PictureFile.read(source);
    if (!asIs) {
      return MnistNormalization.of(image, side, source.name());
    }
    if (image.pixels().length != network.network().inputs()) {
      throw InputException.of(
          source.name(),
          "an image of another size than the network takes (expected %d pixels as in %s,"
              + " found %dx%d = %d)",
          network.network().inputs(),
          network.file(),
          image.width(),
          image.height(),
          image.pixels().length);
    }
    return image;
  }

  private int predictImagesOfSet(Source weightsFile, UsageChecks checks) throws IOException {
    ImageSet all = images.imageSet(checks);
    ImageNumbers numbers = new ImageNumbers(index);
    ImageSet set = all.part(numbers.first(), numbers.last() - numbers.first() + 1);
    SettingsCheck check = check(weightsFile, set, all);
    LoadedNetwork loaded = check.loaded();
    try (LabeledImages open = set.open()) {
      EvaluatedNetwork.requireInputs(loaded.file(), loaded.network(), open);
      long end = numbers.first() + open.remaining();
      if (numbers.last() >= end) {
        throw InputException.of(
            open.imagesName(),
            "no image %d (expected a number from 0 to %d)",
            numbers.last(),
            end - 1);
      }
      print(open, numbers, output.lines(loaded, network.order(), index != null));
    }
    console.requireWritten();
    AccuracyRun.sayNotes(loaded.file(), check.notes(), console);
    return Console.OK;
  }

  private void print(LabeledImages open, ImageNumbers numbers, PredictionLines prediction)
      throws IOException {
    console.print(prediction.start());
    Block block = open.newBlock();
    while (open.next(block)) {
      for (int i = 0; i < block.count(); i++) {
        long number = block.first() + i;
        if (numbers.contains(number)) {
          int size = block.imageSize();
          byte[] pixels = Arrays.copyOfRange(block.pixels(), i * size, (i + 1) * size);
          GreyImage image = new GreyImage(open.columns(), open.rows(), pixels);
          console.print(prediction.of(Long.toString(number), block.labels()[i], image));
        }
      }
    }
    console.print(prediction.end());
  }
}
