package mnisteval.input;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** A file, a resource of the program or a stream whose bytes can be read, and what it is called. */
public final class Source {
  /** How the bytes of a source are had, before anything is known of them. */
  private interface Opener {
    InputStream open() throws IOException;
  }

  private final String name;
  private final Opener opener;
  private final Path path;

  private Source(String name, Opener opener, Path path) {
    this.name = name;
    this.opener = opener;
    this.path = path;
  }

  /** A file, opened anew by each {@link #open()}. */
  public static Source file(Path path) {
    return new Source(
        path.toString(),
        new Opener() {
          @Override
          public InputStream open() throws IOException {
            return Files.newInputStream(path);
          }
        },
        path);
  }

  /** A stream that is there already, such as standard input; it can be opened once. */
  public static Source stream(String name, InputStream in) {
    return new Source(
        name,
        new Opener() {
          @Override
          public InputStream open() {
            return in;
          }
        },
        null);
  }

  /**
   * A file inside the program.
   *
   * @param name what it is called in messages
   * @param resource its path on the class path, from the root
   */
  public static Source resource(String name, String resource) {
    return new Source(
        name,
        new Opener() {
          @Override
          public InputStream open() throws IOException {
            InputStream in = Source.class.getResourceAsStream(resource);
            if (in == null) {
              throw new NoSuchFileException(resource);
            }
            return in;
          }
        },
        null);
  }

  /** What the user calls it. */
  public String name() {
    return name;
  }

  /**
   * Opens it; bytes that start as gzip does are unzipped, whatever the name is.
   *
   * @throws InputException if it is missing, a directory, or not to be read
   */
  public Content open() throws InputException {
    InputStream raw = null;
    try {
      long length = path == null ? Content.UNKNOWN : lengthOf(path);
      raw = opener.open();
      return Content.of(name, raw, length);
    } catch (IOException e) {
      close(raw);
      throw e instanceof InputException problem ? problem : unreadable(name, e);
    }
  }

  /**
   * All its bytes, unzipped.
   *
   * @param limit the most bytes that are accepted
   * @throws InputException if it can't be read, or holds more than {@code limit} bytes
   */
  public byte[] bytes(int limit) throws InputException {
    try (Content content = open()) {
      return content.all(limit);
    } catch (IOException e) {
      throw e instanceof InputException problem ? problem : unreadable(name, e);
    }
  }

  private static long lengthOf(Path path) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
    if (attributes.isDirectory()) {
      throw new FileSystemException(path.toString(), null, "is a directory, expected a file");
    }
    // A pipe has no length, and what the kernel makes up as it is read says 0.
    boolean known = attributes.isRegularFile() && attributes.size() > 0;
    return known ? attributes.size() : Content.UNKNOWN;
  }

  /** The one place where the system's reports become ours. */
  static InputException unreadable(String name, IOException e) {
    String problem;
    if (e instanceof NoSuchFileException) {
      problem = "no such file";
    } else if (e instanceof AccessDeniedException) {
      problem = "permission denied";
    } else if (e instanceof FileSystemException system && system.getReason() != null) {
      problem = system.getReason();
    } else {
      problem = "cannot be read" + (e.getMessage() == null ? "" : ": " + e.getMessage());
    }
    return new InputException(name, problem, e);
  }

  private static void close(InputStream in) {
    if (in != null) {
      try {
        in.close();
      } catch (IOException ignored) {
        // The fault that made us close it is the one worth telling.
      }
    }
  }
}
