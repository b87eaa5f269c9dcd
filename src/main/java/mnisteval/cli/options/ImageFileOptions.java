package mnisteval.cli.options;

import java.io.IOException;
import mnisteval.idx.ImageSet;
import mnisteval.idx.Split;
import mnisteval.input.Source;
import picocli.CommandLine.Option;

/** The options that say in which files images and their labels lie. */
public final class ImageFileOptions {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Folder with the files of MNIST or of a set made like it, zipped or not.")
  private String data;

  @Option(
      names = "--split",
      paramLabel = "test|train",
      description = "Which of the files in DIR: t10k-* or train-*. Default: test.")
  private Split split;

  @Option(
      names = "--images",
      paramLabel = "FILE",
      description = "IDX file of images (unsigned bytes of rank 3), zipped or not.")
  private String images;

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      description = "IDX file of their labels: bytes, one-hot rows, or int32 rows as in QMNIST.")
  private String labels;

  /** Whether any was given. */
  public boolean given() {
    return data != null || split != null || images != null || labels != null;
  }

  public ImageSet imageSet(UsageChecks arguments) throws IOException {
    check(arguments);
    if (data != null) {
      return ImageSet.inDirectory(arguments.path(data), split == null ? Split.TEST : split);
    }
    if (images != null) {
      return ImageSet.of(Source.file(arguments.path(images)), Source.file(arguments.path(labels)));
    }
    return ImageSet.bundled();
  }

  private void check(UsageChecks arguments) {
    if (data != null && (images != null || labels != null)) {
      throw arguments.fault("--data and --images with --labels exclude each other");
    }
    if ((images == null) != (labels == null)) {
      throw arguments.fault("--images and --labels go together");
    }
    if (split != null && data == null) {
      throw arguments.fault(
          "--split goes with --data; the images in the program are the test split");
    }
  }
}
