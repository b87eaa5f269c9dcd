package mnisteval.idx;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mnisteval.input.InputException;
import mnisteval.input.Source;

/**
 * Finds the files of an image set in a folder by their names, each with a hyphen or a dot before
 * {@code idx}, with or without {@code .gz}:
 *
 * <pre>
 *   t10k-images-idx3-ubyte                   t10k-labels-idx1-ubyte                      MNIST
 *   emnist-letters-test-images-idx3-ubyte    emnist-letters-test-labels-idx1-ubyte       EMNIST
 *   qmnist-test-images-idx3-ubyte            qmnist-test-labels-idx2-int                 QMNIST
 *   kmnist-test-imgs.npz                     kmnist-test-labels.npz                      KMNIST
 *   mnist.npz                                                                            Keras
 * </pre>
 */
final class ImageFolder {
  private static final String[] IMAGES = {"idx3-ubyte"};
  private static final String[] LABELS = {"idx1-ubyte"};
  private static final String[] OTHER_LABELS = {"idx1-ubyte", "idx2-int"};

  private final Path directory;
  private Source images;
  private Source labels;

  private ImageFolder(Path directory) {
    this.directory = directory;
  }

  /**
   * Looks for a set: MNIST's own if there is a file with its name, otherwise the only other one of
   * IDX files, otherwise the only one of numpy's archives.
   *
   * @return null if there is none
   * @throws InputException if a file is missing, or there are several sets
   */
  static ImageFolder find(Path directory, Split split) throws InputException {
    if (!Files.isDirectory(directory)) {
      throw InputException.of(
          directory.toString(),
          "no such directory (expected a folder of images or an .npz archive, found %s)",
          Files.exists(directory) ? "a file" : "nothing");
    }
    ImageFolder folder = new ImageFolder(directory);
    String mnist = split.mnist;
    if (folder.file(mnist + "-images", IMAGES) != null
        || folder.file(mnist + "-labels", LABELS) != null) {
      return folder.set(mnist, LABELS);
    }
    String other =
        folder.only(
            "(.+-"
                + split.word
                + ")-(?:images[-.]idx3-ubyte|labels[-.](?:idx1-ubyte|idx2-int))(?:\\.gz)?");
    return other == null ? folder.numpy(split) : folder.set(other, OTHER_LABELS);
  }

  /** Returns the file of images. */
  Source images() {
    return images;
  }

  /** Returns the file of labels. */
  Source labels() {
    return labels;
  }

  private ImageFolder set(String name, String[] formats) throws InputException {
    images = source(name + "-images", IMAGES);
    labels = source(name + "-labels", formats);
    return this;
  }

  private ImageFolder numpy(Split split) throws InputException {
    String pair = only("(.+-" + split.word + ")-(?:imgs|labels)\\.npz");
    String both = pair == null ? only("(?!.+-(?:imgs|labels)\\.npz)(.+)\\.npz") : null;
    if (pair == null && both == null) {
      return null;
    }
    images = archive(pair == null ? both + ".npz" : pair + "-imgs.npz");
    labels = pair == null ? images : archive(pair + "-labels.npz");
    return this;
  }

  private Source archive(String name) throws InputException {
    Path file = directory.resolve(name);
    if (!Files.exists(file)) {
      throw InputException.of(directory.toString(), "a file is missing (expected %s)", name);
    }
    return Source.file(file);
  }

  /**
   * Returns what the names of the only set start with, such as {@code emnist-letters-test}; null if
   * there is none.
   *
   * @param pattern of the files of a set, whose first group it is
   */
  private String only(String pattern) throws InputException {
    Pattern name = Pattern.compile(pattern);
    String[] files = directory.toFile().list();
    if (files == null) {
      throw new InputException(directory.toString(), "cannot be read as a folder");
    }
    SortedSet<String> sets = new TreeSet<>();
    for (String file : files) {
      Matcher matcher = name.matcher(file);
      if (matcher.matches()) {
        sets.add(matcher.group(1));
      }
    }
    if (sets.size() > 1) {
      throw InputException.of(
          directory.toString(),
          "several image sets (expected one, found %s); --images and --labels name the files",
          String.join(", ", sets));
    }
    return sets.isEmpty() ? null : sets.first();
  }

  private Source source(String what, String[] formats) throws InputException {
    Path file = file(what, formats);
    if (file != null) {
      return Source.file(file);
    }
    StringBuilder names = new StringBuilder();
    for (String format : formats) {
      names.append(names.length() == 0 ? "" : " or ");
      names.append(what).append('-').append(format).append(" or ");
      names.append(what).append('.').append(format);
    }
    throw InputException.of(
        directory.toString(), "a file is missing (expected %s, with or without .gz)", names);
  }

  /** Returns the first file that has such a name, or null. */
  private Path file(String what, String[] formats) {
    for (String format : formats) {
      for (String separator : new String[] {"-", "."}) {
        for (String ending : new String[] {"", ".gz"}) {
          Path file = directory.resolve(what + separator + format + ending);
          if (Files.exists(file)) {
            return file;
          }
        }
      }
    }
    return null;
  }
}
