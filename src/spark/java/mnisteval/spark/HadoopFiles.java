package mnisteval.spark;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mnisteval.input.InputException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.security.AccessControlException;

/** Finds files by the names, folders and patterns that a user gives. */
record HadoopFiles(Configuration hadoop) {
  private static final String PATTERN = ".*[*?\\[{].*";

  /**
   * Returns one file.
   *
   * @throws InputException if it is missing or a folder
   */
  HadoopFile file(String name) throws InputException {
    try {
      Path path = new Path(name);
      FileStatus found = path.getFileSystem(hadoop).getFileStatus(path);
      if (found.isDirectory()) {
        throw new InputException(name, "is a directory, expected a file");
      }
      return HadoopFile.of(name, found);
    } catch (IOException | IllegalArgumentException e) {
      throw unusable(name, e);
    }
  }

  /**
   * Returns the files of several names, each once, in the order of the names. A pattern stands for
   * the files that match it, a folder for those in it that are not hidden, both in the order of
   * their names. A missing file is returned with the length -1: its error is that of one network.
   *
   * @throws InputException if nothing matches, or something can't be listed
   */
  List<HadoopFile> networks(List<String> names) throws InputException {
    Map<String, HadoopFile> files = new LinkedHashMap<>();
    for (String name : names) {
      for (HadoopFile file : networks(name)) {
        files.putIfAbsent(file.name(), file);
      }
    }
    return List.copyOf(files.values());
  }

  private List<HadoopFile> networks(String name) throws InputException {
    try {
      Path path = new Path(name);
      FileSystem system = path.getFileSystem(hadoop);
      List<HadoopFile> files = new ArrayList<>();
      if (!name.matches(PATTERN)) {
        FileStatus found = status(system, path);
        if (found == null) {
          return List.of(new HadoopFile(name, system.makeQualified(path).toString(), -1, -1));
        }
        if (!found.isDirectory()) {
          return List.of(HadoopFile.of(name, found));
        }
        addFiles(name, system.listStatus(path), files);
      } else {
        FileStatus[] found = system.globStatus(path);
        addMatches(name, system, found == null ? new FileStatus[0] : found, files);
      }
      if (files.isEmpty()) {
        throw new InputException(name, "no files (expected networks, found none)");
      }
      return files;
    } catch (IOException | IllegalArgumentException e) {
      throw unusable(name, e);
    }
  }

  private static FileStatus status(FileSystem system, Path path) throws IOException {
    try {
      return system.getFileStatus(path);
    } catch (FileNotFoundException e) {
      return null;
    }
  }

  private static void addFiles(String folder, FileStatus[] found, List<HadoopFile> files) {
    Arrays.sort(found, Comparator.comparing(file -> file.getPath().getName()));
    for (FileStatus file : found) {
      String name = file.getPath().getName();
      if (!file.isDirectory() && !name.startsWith(".") && !name.startsWith("_")) {
        String between = folder.endsWith("/") ? "" : "/";
        files.add(HadoopFile.of(folder + between + name, file));
      }
    }
  }

  /** Adds what matches a pattern; the part before the first wildcard is named as the user did. */
  private static void addMatches(
      String pattern, FileSystem system, FileStatus[] found, List<HadoopFile> files)
      throws IOException {
    String start = pattern.replaceFirst("[*?\\[{].*", "");
    String folder = start.substring(0, start.lastIndexOf('/') + 1);
    String qualified = system.makeQualified(new Path(folder.isEmpty() ? "." : folder)).toString();
    qualified += qualified.endsWith("/") ? "" : "/";
    Arrays.sort(found, Comparator.comparing(file -> file.getPath().toString()));
    for (FileStatus file : found) {
      String path = file.getPath().toString();
      boolean below = path.startsWith(qualified);
      String name = below ? folder + path.substring(qualified.length()) : path;
      if (file.isDirectory()) {
        addFiles(name, system.listStatus(file.getPath()), files);
      } else {
        files.add(HadoopFile.of(name, file));
      }
    }
  }

  private static InputException unusable(String name, Exception e) {
    if (e instanceof InputException ours) {
      return ours;
    }
    String problem = "cannot be read: " + e.getMessage();
    if (e instanceof FileNotFoundException) {
      problem = "no such file";
    } else if (e instanceof AccessControlException) {
      problem = "permission denied";
    }
    return new InputException(name, problem, e);
  }
}
