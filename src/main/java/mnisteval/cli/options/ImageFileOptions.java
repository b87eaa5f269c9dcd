package mnisteval.cli.options;

import java.io.IOException;
import java.nio.file.Path;
import mnisteval.idx.ImageSet;
import mnisteval.idx.ImageSet.Split;
import mnisteval.input.Source;
import picocli.CommandLine.Option;

/** The options that name the files of images and their labels. */
public class ImageFileOptions {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      converter = Converters.OfPath.class,
      description =
          "Folder with the files of MNIST, EMNIST, QMNIST or a set made like them, gzipped or not.")
  private Path data;

  @Option(
      names = "--split",
      paramLabel = "test|train",
      description =
          "Which of the files in DIR: those of t10k or NAME-test, or of train or NAME-train."
              + " Default: test.")
  private Split split;

  @Option(
      names = "--images",
      paramLabel = "FILE",
      converter = Converters.OfPath.class,
      description = "IDX file of images (unsigned bytes of rank 3), gzipped or not.")
  private Path images;

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      converter = Converters.OfPath.class,
      description = "IDX file of their labels: bytes, one-hot rows, or int32 rows as in QMNIST.")
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
    if (data != null) {
      return ImageSet.inDirectory(data, split == null ? Split.TEST : split);
    }
    if (images != null) {
      return ImageSet.of(Source.file(images), Source.file(labels));
    }
    return ImageSet.bundled();
  }
}
