package mnisteval.report.output;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import mnisteval.input.InputException;

/**
 * What a path that is to be written stands for, after all symbolic links.
 *
 * @param kind how it is written
 * @param path where the links end, absolute
 */
record OutputTarget(Kind kind, Path path) {
  /** How a target is written. */
  enum Kind {
    /** There is none yet: it is moved into place. */
    NEW_FILE,
    /** A file: another one is moved into its place. */
    OLD_FILE,
    /** A device or a pipe: it is written to. */
    DEVICE,
    /** A file that is open already, such as /dev/fd/3: it is written to at its end. */
    OPEN_FILE,
    /** Standard output, whatever that is: it is written to where it stands. */
    STANDARD_OUTPUT,
    /** Standard error, whatever that is: it is written to where it stands. */
    STANDARD_ERROR
  }

  /** Linux's own bound. */
  private static final int MAX_LINKS = 40;

  /**
   * Follows the links.
   *
   * @throws InputException if it is a directory
   * @throws IOException if links go in circles, or what is there can't be looked at
   */
  static OutputTarget of(Path target) throws IOException {
    Path path = target.toAbsolutePath();
    for (int links = 0; links <= MAX_LINKS; links++) {
      Kind open = descriptor(path.toString());
      if (open != null) {
        return new OutputTarget(open, path);
      }
      if (!Files.isSymbolicLink(path)) {
        return new OutputTarget(kind(target, path), path);
      }
      path = path.resolveSibling(Files.readSymbolicLink(path));
    }
    throw new FileSystemLoopException(target.toString());
  }

  /**
   * The kind of what names an open file of this process, otherwise null. These are told by their
   * name: the link from /dev/stdout leads to the file behind it, and opening or replacing that
   * would lose what was printed to it.
   */
  private static Kind descriptor(String path) {
    return switch (path) {
      case "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1" -> Kind.STANDARD_OUTPUT;
      case "/dev/stderr", "/dev/fd/2", "/proc/self/fd/2" -> Kind.STANDARD_ERROR;
      default ->
          path.startsWith("/dev/fd/") || path.startsWith("/proc/self/fd/") ? Kind.OPEN_FILE : null;
    };
  }

  private static Kind kind(Path target, Path path) throws IOException {
    try {
      BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
      if (attributes.isDirectory()) {
        throw new InputException(target.toString(), "is a directory, expected a file to write");
      }
      return attributes.isOther() ? Kind.DEVICE : Kind.OLD_FILE;
    } catch (NoSuchFileException e) {
      return Kind.NEW_FILE;
    }
  }

  /**
   * Checks that what is there may be lost.
   *
   * @param name what the user calls it
   * @param inputs files that are read
   * @throws InputException if it is a file and one of the inputs
   * @throws AccessDeniedException if it is a file that may not be written
   */
  void requireReplaceable(String name, Collection<Path> inputs) throws IOException {
    if (kind != Kind.OLD_FILE) {
      return;
    }
    for (Path input : inputs) {
      if (Files.exists(input) && Files.isSameFile(path, input)) {
        throw new InputException(name, "is read as well and would be lost (expected another file)");
      }
    }
    if (!Files.isWritable(path)) {
      throw new AccessDeniedException(name);
    }
  }
}
