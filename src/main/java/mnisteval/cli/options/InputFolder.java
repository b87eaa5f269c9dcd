package mnisteval.cli.options;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import mnisteval.input.InputException;
import mnisteval.input.Source;
import mnisteval.weights.layers.ReadOptions;
import mnisteval.weights.layers.SplitNetwork;

/**
 * A folder of files of weights, or of pictures: those that lie in it, then those of the folders in
 * it, each in the order of their names. Hidden files and folders are skipped, and links to folders:
 * they could lead in a circle. Weights in one folder that are one network together are joined, as
 * is asked of {@link SplitNetwork}.
 */
public final class InputFolder {
  /** More than a ranking has room for; without a limit, the names on a disk fill the memory. */
  private static final int MOST_FILES = 100_000;

  private final UnaryOperator<Source> limited;

  /** How weights are read; null of pictures. */
  private final ReadOptions reading;

  private final List<Source> sources = new ArrayList<>();
  private int count;

  private InputFolder(UnaryOperator<Source> limited, ReadOptions reading) {
    this.limited = limited;
    this.reading = reading;
  }

  /**
   * Returns the networks in a folder; one whose files are joined is called as the folder is.
   *
   * @param limited gives each source its limit
   * @param reading how they are read, to tell whether they are one network
   * @throws InputException if a folder can't be read, or there is no file, or more than 100,000
   */
  public static List<Source> networks(
      Path folder, UnaryOperator<Source> limited, ReadOptions reading) throws InputException {
    return new InputFolder(limited, reading).sources(folder, "files of weights");
  }

  /**
   * Returns the pictures in a folder.
   *
   * @throws InputException if a folder can't be read, or there is no file, or more than 100,000
   */
  public static List<Source> pictures(Path folder) throws InputException {
    return new InputFolder(source -> source, null).sources(folder, "pictures");
  }

  private List<Source> sources(Path folder, String expected) throws InputException {
    add(folder);
    if (sources.isEmpty()) {
      throw new InputException(
          folder.toString(), "an empty folder (expected " + expected + ", found none)");
    }
    return sources;
  }

  private void add(Path folder) throws InputException {
    List<Source> files = new ArrayList<>();
    List<Path> folders = new ArrayList<>();
    for (Path entry : entries(folder)) {
      if (!Files.isDirectory(entry)) {
        files.add(limited.apply(Source.file(entry)));
      } else if (!Files.isSymbolicLink(entry)) {
        folders.add(entry);
      }
    }
    if (reading != null && SplitNetwork.isOne(files, reading)) {
      sources.add(limited.apply(Source.joined(folder.toString(), files)));
    } else {
      sources.addAll(files);
    }
    for (Path inner : folders) {
      add(inner);
    }
  }

  private List<Path> entries(Path folder) throws InputException {
    List<Path> entries = new ArrayList<>();
    try (var all = Files.newDirectoryStream(folder)) {
      for (Path entry : all) {
        if (!entry.getFileName().toString().startsWith(".")) {
          entries.add(entry);
          count++;
        }
        if (count > MOST_FILES) {
          break;
        }
      }
    } catch (IOException e) {
      throw new InputException(folder.toString(), "cannot be read as a folder", e);
    }
    if (count > MOST_FILES) {
      throw InputException.of(
          folder.toString(),
          "too many files, with those in folders before (expected at most %d, found more)",
          MOST_FILES);
    }
    Collections.sort(entries);
    return entries;
  }
}
