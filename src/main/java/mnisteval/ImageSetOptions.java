package mnisteval;

import java.io.IOException;
import mnisteval.idx.ImageSet;
import mnisteval.idx.Split;
import mnisteval.input.Source;
import picocli.CommandLine.Option;

/** The options that say on which images a network is evaluated. */
final class ImageSetOptions {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Folder with the files of MNIST or of a set made like it, zipped or not.")
  private String data;

  @Option(
      names = "--split",
      paramLabel = "test|train",
      converter = Choice.OfSplit.class,
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

  @Option(
      names = "--offset",
      paramLabel = "N",
      description = "Pass over the first N images. Default: 0.")
  private long offset;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Evaluate N images at most. Default: all.")
  private long limit = Long.MAX_VALUE;

  ImageSet imageSet(Arguments arguments) throws IOException {
    check(arguments);
    ImageSet set;
    if (data != null) {
      set = ImageSet.inDirectory(arguments.path(data), split == null ? Split.TEST : split);
    } else if (images != null) {
      set = ImageSet.of(Source.file(arguments.path(images)), Source.file(arguments.path(labels)));
    } else {
      set = ImageSet.bundled();
    }
    return set.part(offset, limit);
  }

  private void check(Arguments arguments) {
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
    arguments.requireRange("--offset", offset, 0, Long.MAX_VALUE);
    arguments.requireRange("--limit", limit, 1, Long.MAX_VALUE);
  }
}
