package mnisteval.cli.options;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import mnisteval.idx.ImageSet;
import mnisteval.idx.Split;
import mnisteval.input.InputException;
import mnisteval.input.Source;
import mnisteval.picture.PictureFolder;
import picocli.CommandLine.Option;

/** The options that name the files of images and their labels. */
public class ImageFileOptions {
  /** What the folders of pictures of a split are called. */
  private static final List<String> TEST = List.of("test", "testing");

  private static final List<String> TRAIN = List.of("train", "training");

  @Option(
      names = "--data",
      paramLabel = "DIR|FILE",
      converter = Converters.OfPath.class,
      description =
          "Folder with the files of MNIST, EMNIST, QMNIST or a set made like them, gzipped or not;"
              + " or with .npz files as of KMNIST, or with a folder of pictures for each class; or an"
              + " .npz file with x_test and y_test.")
  private Path data;

  @Option(
      names = "--split",
      paramLabel = "test|train",
      description =
          "Which of the files in DIR: those of t10k or NAME-test, or of train or NAME-train; which"
              + " arrays, which folder of pictures. Default: test.")
  private Split split;

  @Option(
      names = "--images",
      paramLabel = "FILE",
      converter = Converters.OfPath.class,
      description =
          "IDX file of images (unsigned bytes of rank 3), gzipped or not; or .npy or .npz.")
  private Path images;

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      converter = Converters.OfPath.class,
      description =
          "IDX file of their labels: bytes, one-hot rows, or int32 rows as in QMNIST; or .npy or"
              + " .npz.")
  private Path labels;

  @Option(
      names = "--transpose",
      description = "The images are stored by columns, as those of EMNIST are.")
  private boolean transpose;

  /** Returns whether any was given. */
  public final boolean given() {
    return data != null || split != null || images != null || labels != null || transpose;
  }

  /** Returns the image set, by default the one inside the program. */
  public ImageSet imageSet(UsageChecks checks) throws IOException {
    checks.require(
        data == null || images == null && labels == null,
        "--data and --images with --labels exclude each other");
    checks.require((images == null) == (labels == null), "--images and --labels go together");
    checks.require(
        split == null || data != null,
        "--split goes with --data; the images in the program are the test split");
    return files().withTransposed(transpose);
  }

  private ImageSet files() throws IOException {
    Split wanted = split == null ? Split.TEST : split;
    if (data == null) {
      return images == null
          ? ImageSet.bundled()
          : ImageSet.of(Source.file(images), Source.file(labels));
    }
    ImageSet found =
        Files.isRegularFile(data) ? ImageSet.inArchive(Source.file(data), wanted) : null;
    found = found == null ? ImageSet.find(data, wanted) : found;
    return found == null ? pictures(wanted) : found;
  }

  private ImageSet pictures(Split wanted) throws InputException {
    boolean test = wanted == Split.TEST;
    PictureFolder folder = PictureFolder.find(data, test ? TEST : TRAIN, test ? TRAIN : TEST);
    if (folder == null) {
      throw ImageSet.none(data, wanted);
    }
    // Nothing is shown in a window, and some systems open one for whoever reads images.
    System.setProperty("java.awt.headless", "true");
    return ImageSet.of(folder.images(), folder.labels()).withClassNames(folder.classNames());
  }
}
