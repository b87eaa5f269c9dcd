package mnisteval.spark;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import mnisteval.input.InputException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** The folder that reports go to, of any file system that Hadoop knows. */
record ReportFolder(String name, FileSystem system) {
  /**
   * Returns a folder, which is made if there is none; null if there is no name.
   *
   * @throws InputException if it can't be made
   */
  static ReportFolder of(String name, Configuration hadoop) throws InputException {
    if (name == null) {
      return null;
    }
    try {
      Path folder = new Path(name);
      FileSystem system = folder.getFileSystem(hadoop);
      system.mkdirs(folder);
      return new ReportFolder(name, system);
    } catch (IOException | IllegalArgumentException e) {
      throw new InputException(name, "cannot be written: " + e.getMessage(), e);
    }
  }

  /**
   * Copies a file there, where it appears when it is complete.
   *
   * @throws InputException if it can't be written
   */
  void copy(java.nio.file.Path file) throws InputException {
    String report = file.getFileName().toString();
    Path path = new Path(name, report);
    Path temporary = new Path(name, "." + report + ".tmp");
    try {
      try (OutputStream copy = system.create(temporary, true)) {
        Files.copy(file, copy);
      }
      system.delete(path, false);
      if (!system.rename(temporary, path)) {
        throw new IOException("the file system does not rename " + temporary);
      }
    } catch (IOException e) {
      throw new InputException(path.toString(), "cannot be written: " + e.getMessage(), e);
    }
  }
}
