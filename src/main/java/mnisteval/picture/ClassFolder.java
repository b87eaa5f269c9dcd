package mnisteval.picture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import mnisteval.input.HeapShares;
import mnisteval.input.InputException;

/**
 * The folder of the pictures of a class.
 *
 * @param label of the class, from 0
 * @param count pictures in it
 */
record ClassFolder(Path folder, int label, long count) {
  private static final Pattern PICTURE = Pattern.compile("(?i)[^.].*\\.(?:png|jpe?g|gif|bmp)");

  /** Bytes of a name in memory, besides its letters. */
  private static final int BYTES_A_NAME = 80;

  private static boolean isPicture(String name) {
    return PICTURE.matcher(name).matches();
  }

  /** Counts the pictures in a folder. */
  static long countPictures(Path folder) throws InputException {
    long[] count = new long[1];
    list(folder, name -> count[0] += isPicture(name) ? 1 : 0);
    return count[0];
  }

  /** Names the entries of a folder one after the other, in no order. */
  static void list(Path folder, Consumer<String> names) throws InputException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        names.accept(entry.getFileName().toString());
      }
    } catch (IOException | DirectoryIteratorException e) {
      throw new InputException(folder.toString(), "cannot be read as a folder", e);
    }
  }

  /**
   * Returns the names of the pictures, in their order.
   *
   * @throws InputException if they are too many for their share of the heap
   */
  List<String> pictures() throws InputException {
    List<String> names = new ArrayList<>();
    long most = HeapShares.pictureNames();
    long[] bytes = new long[1];
    list(
        folder,
        name -> {
          bytes[0] += isPicture(name) ? BYTES_A_NAME + 2L * name.length() : 0;
          if (isPicture(name) && bytes[0] <= most) {
            names.add(name);
          }
        });
    if (bytes[0] > most) {
      throw InputException.of(
          folder.toString(),
          "too many pictures in one folder (expected names of at most %d KiB, found %d KiB;"
              + " java -Xmx makes room for more)",
          most >> 10,
          bytes[0] + 1023 >> 10);
    }
    if (names.size() != count) {
      throw InputException.of(
          folder.toString(),
          "has changed during the run (expected %d pictures, found %d)",
          count,
          names.size());
    }
    Collections.sort(names);
    return names;
  }

  /**
   * Returns the header of an IDX file of all pictures, or of their labels.
   *
   * @param type of its elements
   * @param others the dimensions after the first
   */
  static byte[] idxHeader(List<ClassFolder> classes, int type, int... others) {
    long count = classes.stream().mapToLong(ClassFolder::count).sum();
    ByteBuffer header = ByteBuffer.allocate(8 + 4 * others.length);
    header.put(new byte[] {0, 0, (byte) type, (byte) (1 + others.length)}).putInt((int) count);
    for (int dimension : others) {
      header.putInt(dimension);
    }
    return header.array();
  }
}
