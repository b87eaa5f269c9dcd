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
 * </pre>
 */
final class ImageFolder {
  private static final String[] IMAGES = {"idx3-ubyte"};
  private static final String[] LABELS = {"idx1-ubyte"};
  private static final String[] OTHER_LABELS = {"idx1-ubyte", "idx2-int"};

  private final Path directory;
  private final String set;
  private final boolean other;

  private ImageFolder(Path directory, String mnist, String word) throws InputException {
    this.directory = directory;
    other = file(mnist + "-images", IMAGES) == null && file(mnist + "-labels", LABELS) == null;
    set = other ? onlySet(mnist, word) : mnist;
  }

  /**
   * Looks for a set: MNIST's own if there is a file with its name, otherwise the only other one.
   *
   * @param mnist what the names of MNIST's files start with: {@code t10k} or {@code train}
   * @param word what follows the name of another set: {@code test} or {@code train}
   * @throws InputException if there is no set, or there are several
   */
  static ImageFolder of(Path directory, String mnist, String word) throws InputException {
    if (!Files.isDirectory(directory)) {
      throw InputException.of(
          directory.toString(),
          "no such directory (expected a folder of IDX files, found %s)",
          Files.exists(directory) ? "a file" : "nothing");
    }
    return new ImageFolder(directory, mnist, word);
  }

  /**
   * Returns the file of images.
   *
   * @throws InputException if it is missing
   */
  Source images() throws InputException {
    return source(set + "-images", IMAGES);
  }

  /**
   * Returns the file of labels.
   *
   * @throws InputException if it is missing
   */
  Source labels() throws InputException {
    return source(set + "-labels", other ? OTHER_LABELS : LABELS);
  }

  /** Returns what the names of the only set start with, such as {@code emnist-letters-test}. */
  private String onlySet(String mnist, String word) throws InputException {
    Pattern name =
        Pattern.compile(
            ("(.+-" + word + ")-")
                + "(?:images[-.]idx3-ubyte|labels[-.](?:idx1-ubyte|idx2-int))(?:\\.gz)?");
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
    if (sets.isEmpty()) {
      throw InputException.of(
          directory.toString(),
          "no image set (expected %s-images-idx3-ubyte, or NAME-%s-images-idx3-ubyte as EMNIST has"
              + " it, - or . before idx, with or without .gz)",
          mnist,
          word);
    }
    if (sets.size() > 1) {
      throw InputException.of(
          directory.toString(),
          "several image sets (expected one, found %s); --images and --labels name the files",
          String.join(", ", sets));
    }
    return sets.first();
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
