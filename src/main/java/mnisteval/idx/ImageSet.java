package mnisteval.idx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import mnisteval.input.InputException;
import mnisteval.input.Source;
import mnisteval.input.SourceStream;

/**
 * Names the files of images and of their labels, and the part of them to read.
 *
 * @param images an IDX file of unsigned bytes (images, rows, columns), or an array of numpy's of
 *     these, by itself or in an archive
 * @param labels an IDX file with one label for each image, or such an array
 * @param offset how many images are skipped, from 0
 * @param limit how many images are read at most, from 1
 * @param transposed whether each image is stored by columns, as in EMNIST: (images, columns, rows)
 * @param split of the arrays in an archive; null for the test split
 * @param classNames the name of each label from 0, where the set has names; otherwise empty
 * @param runs the same images as runs of zeros, which are read instead, being faster; or null
 */
public record ImageSet(
    Source images,
    Source labels,
    long offset,
    long limit,
    boolean transposed,
    Split split,
    List<String> classNames,
    Source runs) {
  private static final String BUNDLED = "/mnisteval/data/";

  /** The sha256 of the program's own images, gzipped as the jar has them and data/README.md. */
  private static final String GZIPPED =
      "1a1a05eab793c14bb050b398624a11b0ffd1a2953baed553b1b9bd079e2a20be";

  /** The same, decompressed as a distribution has them: {@code zcat FILE | sha256sum}. */
  private static final String DECOMPRESSED =
      "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7";

  /** Returns the set of all images in two files, stored by rows. */
  public static ImageSet of(Source images, Source labels) {
    return new ImageSet(images, labels, 0, Long.MAX_VALUE, false, null, List.of(), null);
  }

  /** Returns the MNIST test set, 10,000 images, which is part of the program. */
  public static ImageSet bundled() {
    Source images = bundled("t10k-images-idx3-ubyte");
    Source labels = bundled("t10k-labels-idx1-ubyte");
    Source runs = Source.resource(images.name(), BUNDLED + "t10k-images.runs");
    return new ImageSet(images, labels, 0, Long.MAX_VALUE, false, null, List.of(), runs);
  }

  /** Returns a file, which a distribution has decompressed. */
  private static Source bundled(String file) {
    String stored = System.getProperty(Source.FOLDER) == null ? file + ".gz" : file;
    return Source.resource("bundled " + stored, BUNDLED + stored);
  }

  /**
   * Returns the images in a folder, see {@link #find}.
   *
   * @throws InputException if there are none, a file is missing, or there are several sets
   */
  public static ImageSet inDirectory(Path directory, Split split) throws InputException {
    ImageSet found = find(directory, split);
    if (found == null) {
      throw none(directory, split);
    }
    return found;
  }

  /**
   * Returns the images in a folder with the file names of MNIST, such as {@code
   * t10k-images-idx3-ubyte}, or else of another set, such as {@code
   * emnist-letters-test-images-idx3-ubyte}: a hyphen or a dot before {@code idx}, with or without
   * {@code .gz}; or else in archives of numpy's, such as {@code kmnist-test-imgs.npz} and {@code
   * kmnist-test-labels.npz} or Keras' {@code mnist.npz}. Returns null if there are none.
   *
   * @throws InputException if a file is missing, or there are several sets
   */
  public static ImageSet find(Path directory, Split split) throws InputException {
    ImageFolder folder = ImageFolder.find(directory, split);
    return folder == null ? null : of(folder.images(), folder.labels()).withSplit(split);
  }

  /** Says that a folder has no images. */
  public static InputException none(Path directory, Split split) {
    return InputException.of(
        directory.toString(),
        "no image set (expected %s-images-idx3-ubyte, or NAME-%s-images-idx3-ubyte as EMNIST has"
            + " it, - or . before idx, with or without .gz; NAME-%s-imgs.npz, an .npz with x_%s; or"
            + " a folder of pictures for each class)",
        split.mnist,
        split.word,
        split.word,
        split.word);
  }

  /**
   * Returns the images and labels in one archive of numpy's, as Keras' {@code mnist.npz} is, or
   * null if the file is no zip archive.
   *
   * @param split whose arrays are read: {@code x_test} and {@code y_test}, or {@code x_train} and
   *     {@code y_train}
   * @throws IOException if the file cannot be read
   */
  public static ImageSet inArchive(Source archive, Split split) throws IOException {
    try (SourceStream content = archive.open()) {
      byte[] start = content.readNBytes(2);
      boolean zip = start.length == 2 && start[0] == 'P' && start[1] == 'K';
      return zip ? of(archive, archive).withSplit(split) : null;
    }
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

  /**
   * Returns the sha256 of the file of images. Of the program's own images it is known, where the
   * runs of zeros that were made of the file are read instead; computing it is slow before the JVM
   * has compiled what does.
   *
   * @throws InputException if the file cannot be read
   * @hidden not part of the API
   */
  public String imagesSha256() throws InputException {
    if (runs == null || transposed) {
      return images.sha256();
    }
    return images.path() == null ? GZIPPED : DECOMPRESSED;
  }

  /** Returns another part of these files, counted from their beginning. */
  public ImageSet part(long newOffset, long newLimit) {
    return new ImageSet(images, labels, newOffset, newLimit, transposed, split, classNames, runs);
  }

  /** Returns the same set with its images stored by columns, or by rows. */
  public ImageSet withTransposed(boolean newTransposed) {
    return new ImageSet(images, labels, offset, limit, newTransposed, split, classNames, runs);
  }

  /** Returns the same set, of whose archives the arrays of a split are read. */
  public ImageSet withSplit(Split newSplit) {
    return new ImageSet(images, labels, offset, limit, transposed, newSplit, classNames, runs);
  }

  /** Returns the same set with a name for each label from 0. */
  public ImageSet withClassNames(List<String> names) {
    return new ImageSet(images, labels, offset, limit, transposed, split, List.copyOf(names), runs);
  }

  /**
   * Opens both files and checks their headers.
   *
   * @throws InputException if a file is missing or malformed, or they do not belong together
   */
  public LabeledImages open() throws IOException {
    if (runs != null && !transposed) {
      return LabeledImages.open(RunLengthReader.open(runs), labels, split, offset, limit);
    }
    LabeledImages open = LabeledImages.open(images, labels, split, offset, limit);
    return transposed ? open.transposed() : open;
  }
}
