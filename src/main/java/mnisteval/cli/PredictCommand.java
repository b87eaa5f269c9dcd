package mnisteval.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import mnisteval.cli.options.ImageFileOptions;
import mnisteval.cli.options.NetworkOptions;
import mnisteval.cli.options.StandardInput;
import mnisteval.cli.options.UsageChecks;
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

/** Says which digit a network sees in a picture, or in an image of an image set. */
@Command(
    name = "predict",
    sortOptions = false,
    usageHelpAutoWidth = false,
    usageHelpWidth = 100,
    synopsisHeading = "Usage: ",
    customSynopsis = {
      "mnist-eval predict --weights FILE [options] IMAGE...",
      "  or:  mnist-eval predict --weights FILE [options] --index N"
    },
    descriptionHeading = "%n",
    description = {
      "Prints the digit that a network sees in each picture and the probability of every class. A",
      "picture is made like those of MNIST first: what is drawn, darker or lighter than the border,",
      "is scaled to a box of 20x20 pixels and centred by its mass in 28x28. A network of another",
      "square input gets a box in the same proportion."
    },
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every picture was read; help",
      "1:a defect of mnist-eval; --stacktrace shows where",
      "2:the arguments are wrong",
      "3:a file is missing, malformed or refused; the other pictures are done"
    })
final class PredictCommand implements Callable<Integer> {
  private final EvaluateCommand root;
  private final InputStream in;
  private final PrintStream out;
  private final PrintStream err;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "IMAGE",
      arity = "0..*",
      description = "PNG, JPEG, GIF (its first frame) or BMP; - reads one from standard input.")
  private List<String> pictures = new ArrayList<>();

  @Option(
      names = "--weights",
      paramLabel = "FILE",
      description = "The network, as for an evaluation. Required.")
  private String weights;

  @Mixin private NetworkOptions networkOptions;

  @Option(
      names = "--as-is",
      description =
          "Give the network the picture's pixels as they are, light on dark; it must have as many"
              + " as the network has inputs.")
  private boolean asIs;

  @Option(names = "--brief", description = "Print only the digit and its probability.")
  private boolean brief;

  @Option(names = "--show", description = "Draw what the network is given.")
  private boolean show;

  @Option(
      names = "--index",
      paramLabel = "N",
      description =
          "Take image N, from 0, of the MNIST test set, or of the set that the next options name,"
              + " and tell its label.")
  private Long index;

  @Mixin private ImageFileOptions imageFiles;

  PredictCommand(EvaluateCommand root, InputStream in, PrintStream out, PrintStream err) {
    this.root = root;
    this.in = in;
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() throws IOException {
    UsageChecks arguments = new UsageChecks(spec);
    if (weights == null) {
      throw arguments.fault("Missing required option: '--weights=FILE'");
    }
    networkOptions.check(arguments, 1);
    check(arguments);
    return index == null ? predictPictures(arguments) : predictImageOfSet(arguments);
  }

  private void check(UsageChecks arguments) {
    if (index == null && pictures.isEmpty()) {
      throw arguments.fault("Missing required parameter: 'IMAGE', or --index N");
    }
    if (index != null && !pictures.isEmpty()) {
      throw arguments.fault("IMAGE and --index exclude each other");
    }
    if (index != null && asIs) {
      throw arguments.fault("--as-is goes with IMAGE; the images of a set are always taken so");
    }
    if (index == null && imageFiles.given()) {
      throw arguments.fault("--data, --split, --images and --labels go with --index");
    }
    if (index != null) {
      arguments.requireRange("--index", index, 0, Long.MAX_VALUE);
    }
    int uses = Collections.frequency(pictures, "-") + (weights.equals("-") ? 1 : 0);
    if (uses > 1) {
      throw arguments.fault("- stands for standard input, which can be read only once");
    }
  }

  private LoadedNetwork network(UsageChecks arguments, ImageSet images) throws IOException {
    return networkOptions.network(NetworkOptions.source(weights, arguments, in), images, err);
  }

  private int predictPictures(UsageChecks arguments) throws IOException {
    List<Source> sources = new ArrayList<>();
    for (String picture : pictures) {
      sources.add(
          picture.equals("-") ? StandardInput.source(in) : Source.file(arguments.path(picture)));
    }
    // Nothing is shown in a window, and some systems open one for whoever reads images.
    System.setProperty("java.awt.headless", "true");
    LoadedNetwork network = network(arguments, null);
    int side = asIs ? 0 : MnistNormalization.side(network.network().inputs(), network.file());
    PredictionText prediction = new PredictionText(network.network(), brief, show);
    FileFaults faults = new FileFaults(err, root.stacktrace());
    for (Source source : sources) {
      try {
        Console.print(out, prediction.of(source.name(), null, input(source, network, side)));
      } catch (InputException e) {
        faults.say(e);
      }
    }
    Console.requireWritten(out);
    return faults.code();
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

  private int predictImageOfSet(UsageChecks arguments) throws IOException {
    ImageSet set = imageFiles.imageSet(arguments).part(index, 1);
    LoadedNetwork network = network(arguments, set);
    try (LabeledImages images = set.open()) {
      EvaluatedNetwork.requireInputs(network.file(), network.network(), images);
      Block block = images.newBlock();
      images.next(block);
      GreyImage image = new GreyImage(images.columns(), images.rows(), block.pixels());
      PredictionText prediction = new PredictionText(network.network(), brief, show);
      Console.print(out, prediction.of("image " + index, block.labels()[0], image));
    }
    Console.requireWritten(out);
    return ExitCode.OK;
  }
}
