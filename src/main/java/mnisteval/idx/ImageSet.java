package mnisteval.idx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import mnisteval.input.InputException;
import mnisteval.input.Source;

/**
 * Where images and their labels lie, and which of them are wanted.
 *
 * @param images an IDX file of unsigned bytes (images, rows, columns)
 * @param labels an IDX file of one label an image
 * @param offset how many images are passed over, from 0
 * @param limit how many images are read at most, from 1
 */
public record ImageSet(Source images, Source labels, long offset, long limit) {
  private static final String BUNDLED = "/mnisteval/data/";

  /** A property of the JVM: the folder where a distribution has them, unzipped. */
  private static final String FOLDER = "mnisteval.data";

  /** All images of two files. */
  public static ImageSet of(Source images, Source labels) {
    return new ImageSet(images, labels, 0, Long.MAX_VALUE);
  }

  /** The 10,000 images of the MNIST test set, which is inside the program. */
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
   * The images of a folder with the file names of MNIST, with a hyphen or a dot before {@code idx},
   * with or without {@code .gz}.
   *
   * @throws InputException if a file is missing
   */
  public static ImageSet inDirectory(Path directory, Split split) throws InputException {
    if (!Files.isDirectory(directory)) {
      String found = Files.exists(directory) ? "a file" : "nothing";
      throw new InputException(
          directory.toString(),
          "no such directory (expected a folder of IDX files, found " + found + ")");
    }
    return of(
        find(directory, split.prefix() + "-images", "idx3-ubyte"),
        find(directory, split.prefix() + "-labels", "idx1-ubyte"));
  }

  private static Source find(Path directory, String what, String format) throws InputException {
    for (String separator : new String[] {"-", "."}) {
      for (String ending : new String[] {"", ".gz"}) {
        Path file = directory.resolve(what + separator + format + ending);
        if (Files.exists(file)) {
          return Source.file(file);
        }
      }
    }
    throw new InputException(
        directory.toString(),
        "a file is missing (expected "
            + what
            + "-"
            + format
            + " or "
            + what
            + "."
            + format
            + ", with or without .gz)");
  }

  /** The same set from image {@code newOffset} on, at most {@code newLimit} images of it. */
  public ImageSet part(long newOffset, long newLimit) {
    return new ImageSet(images, labels, newOffset, newLimit);
  }

  /**
   * Opens both files and checks what their headers say.
   *
   * @throws InputException if one is missing or malformed, or they don't belong together
   */
  public LabeledImages open() throws IOException {
    return LabeledImages.open(images, labels, offset, limit);
  }
}
