package mnisteval.idx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import mnisteval.input.InputException;
import mnisteval.input.Source;

/**
 * Names the files of images and of their labels, and the part of them to read.
 *
 * @param images an IDX file of unsigned bytes (images, rows, columns)
 * @param labels an IDX file with one label for each image
 * @param offset how many images are skipped, from 0
 * @param limit how many images are read at most, from 1
 * @param transposed whether each image is stored by columns, as in EMNIST: (images, columns, rows)
 */
public record ImageSet(Source images, Source labels, long offset, long limit, boolean transposed) {
  /** A part of MNIST, or of an image set with such file names. */
  public enum Split {
    /** 10,000 images of MNIST; files that start with {@code t10k} or {@code NAME-test}. */
    TEST("t10k", "test"),
    /** 60,000 images of MNIST; files that start with {@code train} or {@code NAME-train}. */
    TRAIN("train", "train");

    private final String mnist;
    private final String word;

    Split(String mnist, String word) {
      this.mnist = mnist;
      this.word = word;
    }
  }

  private static final String BUNDLED = "/mnisteval/data/";

  /** A system property: the folder in which a distribution has these files, decompressed. */
  private static final String FOLDER = "mnisteval.data";

  /** Returns the set of all images in two files, stored by rows. */
  public static ImageSet of(Source images, Source labels) {
    return new ImageSet(images, labels, 0, Long.MAX_VALUE, false);
  }

  /** Returns the MNIST test set, 10,000 images, which is part of the program. */
  public static ImageSet bundled() {
    return of(bundled("t10k-images-idx3-ubyte"), bundled("t10k-labels-idx1-ubyte"));
  }

  private static Source bundled(String file) {
    String name = "bundled " + file;
    String folder = System.getProperty(FOLDER);
    if (folder != null) {
      return Source.file(name, Path.of(folder, file));
    }
    return Source.resource(name + ".gz", BUNDLED + file + ".gz");
  }

  /**
   * Returns the images in a folder with the file names of MNIST, such as {@code
   * t10k-images-idx3-ubyte}, or else of another set, such as {@code
   * emnist-letters-test-images-idx3-ubyte}: a hyphen or a dot before {@code idx}, with or without
   * {@code .gz}.
   *
   * @throws InputException if a file is missing, or there are several sets
   */
  public static ImageSet inDirectory(Path directory, Split split) throws InputException {
    ImageFolder folder = ImageFolder.of(directory, split.mnist, split.word);
    return of(folder.images(), folder.labels());
  }

  /** Returns the file that can be read only once, such as a pipe, or null if there is none. */
  public Source readOnce() {
    for (Source source : new Source[] {images, labels}) {
      if (source.path() != null && !Files.isRegularFile(source.path())) {
        return source;
      }
    }
    return null;
  }

  /** Returns another part of these files, counted from their beginning. */
  public ImageSet part(long newOffset, long newLimit) {
    return new ImageSet(images, labels, newOffset, newLimit, transposed);
  }

  /** Returns the same set with its images stored by columns, or by rows. */
  public ImageSet withTransposed(boolean newTransposed) {
    return new ImageSet(images, labels, offset, limit, newTransposed);
  }

  /**
   * Opens both files and checks their headers.
   *
   * @throws InputException if a file is missing or malformed, or they do not belong together
   */
  public LabeledImages open() throws IOException {
    LabeledImages open = LabeledImages.open(images, labels, offset, limit);
    return transposed ? open.transposed() : open;
  }
}
