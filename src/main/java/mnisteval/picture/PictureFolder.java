package mnisteval.picture;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import mnisteval.input.InputException;
import mnisteval.input.Source;

/**
 * A folder of pictures that has a folder for each class, read as an image set: the pictures are the
 * images, in the order of the classes and then of the files' names, and the folders the labels.
 *
 * <pre>
 *   digits/test/0/a.png, digits/test/0/b.png, ..., digits/test/9/z.png       0 to 9
 *   clothes/coat/1.jpg, clothes/shirt/1.jpg                                  0 coat, 1 shirt
 * </pre>
 *
 * <p>If all folders are called by whole numbers, these are the labels; otherwise labels count the
 * folders from 0 in the order of their names, which are the names of the classes. Hidden files and
 * folders are skipped, and files that are called neither png, jpg, jpeg, gif nor bmp.
 */
public final class PictureFolder {
  /** As the labels of an image set may be; more folders are none of classes. */
  private static final int MOST_LABELS = 65_536;

  private final Path root;
  private final List<ClassFolder> classes;
  private final List<String> names;

  private PictureFolder(Path root, List<ClassFolder> classes, List<String> names) {
    this.root = root;
    this.classes = classes;
    this.names = names;
  }

  /**
   * Looks for pictures in a folder.
   *
   * @param split the names that the folder of the wanted part may have, such as {@code test} and
   *     {@code testing}
   * @param others the names of the folders of other parts, which are no classes
   * @return null if no folder in it, or in the folder of the part, has pictures
   * @throws InputException if a folder can't be read, a class has no pictures, or two have one
   *     label
   */
  public static PictureFolder find(Path directory, List<String> split, List<String> others)
      throws InputException {
    List<Path> folders = folders(directory);
    boolean parts = false;
    for (Path folder : folders) {
      String name = folder.getFileName().toString();
      if (split.contains(name)) {
        return of(folder, folders(folder));
      }
      parts |= others.contains(name);
    }
    return parts ? null : of(directory, folders);
  }

  private static PictureFolder of(Path root, List<Path> folders) throws InputException {
    List<Long> counts = new ArrayList<>();
    for (Path folder : folders) {
      counts.add(ClassFolder.countPictures(folder));
    }
    if (counts.stream().allMatch(count -> count == 0)) {
      return null;
    }
    boolean numbers =
        folders.stream().allMatch(path -> name(path).matches("[0-9]{1,5}"))
            && folders.stream().allMatch(path -> number(path) < MOST_LABELS);
    List<ClassFolder> classes = new ArrayList<>();
    for (int i = 0; i < folders.size(); i++) {
      if (counts.get(i) == 0) {
        throw new InputException(
            folders.get(i).toString(),
            "a class without pictures (expected png, jpg, jpeg, gif or bmp, found none)");
      }
      int label = numbers ? number(folders.get(i)) : i;
      classes.add(new ClassFolder(folders.get(i), label, counts.get(i)));
    }
    classes.sort(Comparator.comparingInt(ClassFolder::label));
    requireDifferent(classes);
    return new PictureFolder(
        root, classes, numbers ? List.of() : folders.stream().map(PictureFolder::name).toList());
  }

  private static void requireDifferent(List<ClassFolder> classes) throws InputException {
    for (int i = 1; i < classes.size(); i++) {
      if (classes.get(i).label() == classes.get(i - 1).label()) {
        throw InputException.of(
            classes.get(i).folder().toString(),
            "a class of the same label as %s (expected each once, found %d twice)",
            classes.get(i - 1).folder(),
            classes.get(i).label());
      }
    }
  }

  private static String name(Path path) {
    return path.getFileName().toString();
  }

  private static int number(Path path) {
    return Integer.parseInt(name(path));
  }

  /** Returns the folders in a folder that are not hidden, in the order of their names. */
  private static List<Path> folders(Path directory) throws InputException {
    List<Path> folders = new ArrayList<>();
    int[] count = new int[1];
    ClassFolder.list(
        directory,
        name -> {
          Path entry = directory.resolve(name);
          if (!name.startsWith(".") && Files.isDirectory(entry) && count[0]++ < MOST_LABELS) {
            folders.add(entry);
          }
        });
    if (count[0] > MOST_LABELS) {
      throw InputException.of(
          directory.toString(), "too many folders (expected at most %d classes)", MOST_LABELS);
    }
    Collections.sort(folders);
    return folders;
  }

  /** Returns the name of each label from 0; none if the folders are called by their labels. */
  public List<String> classNames() {
    return names;
  }

  /**
   * Returns the pictures as the bytes of an IDX file, made while they are read. All must be of the
   * size of the first one, and are taken as they are: gray, 0 black and 255 white.
   */
  public Source images() {
    return Source.of(root.toString(), () -> new PictureStream(classes));
  }

  /** Returns their labels as the bytes of an IDX file: the classes, as int32 in a single column. */
  public Source labels() {
    return Source.of(root + " (folders)", () -> new LabelStream(classes));
  }
}
