package mnisteval.input;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/** A file, a resource of the program or a stream whose bytes can be read, and what it is called. */
public final class Source {
  private final String name;
  private final ByteSource opener;
  private final Limit limit;

  private Source(String name, ByteSource opener) {
    this(name, opener, Limit.ofWeights());
  }

  private Source(String name, ByteSource opener, Limit limit) {
    this.name = name;
    this.opener = opener;
    this.limit = limit;
  }

  /** A file, opened anew by each {@link #open()}. */
  public static Source file(Path path) {
    return file(path.toString(), path);
  }

  /**
   * A file, opened anew by each {@link #open()}.
   *
   * @param name what it is called in messages
   */
  public static Source file(String name, Path path) {
    return new Source(name, new FileOpener(path));
  }

  /** A stream that is there already, such as standard input; it can be opened once. */
  public static Source stream(String name, InputStream in) {
    return new Source(
        name,
        new ByteSource() {
          @Override
          public InputStream open() {
            return in;
          }
        });
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
        new ByteSource() {
          @Override
          public InputStream open() throws IOException {
            InputStream in = Source.class.getResourceAsStream(resource);
            if (in == null) {
              throw new NoSuchFileException(resource);
            }
            return in;
          }
        });
  }

  /**
   * Bytes that are in memory, as they would lie in a file.
   *
   * @param name what they are called in messages
   * @param bytes zipped by gzip or not; they must not change
   */
  public static Source held(String name, byte[] bytes) {
    return new Source(name, ofBytes(bytes));
  }

  private static ByteSource ofBytes(byte[] bytes) {
    return new ByteSource() {
      @Override
      public long length() {
        return bytes.length;
      }

      @Override
      public InputStream open() {
        return new ByteArrayInputStream(bytes);
      }
    };
  }

  /** What is fetched anew by each {@link #open()}. */
  static Source fetched(String name, ByteSource opener) {
    return new Source(name, opener);
  }

  /** Where the file lies, or null if it is no file of the file system. */
  public Path path() {
    return opener instanceof FileOpener file ? file.path() : null;
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
  public SourceStream open() throws InputException {
    return open(true);
  }

  private SourceStream open(boolean unzipped) throws InputException {
    InputStream raw = null;
    try {
      long length = opener.length();
      raw = opener.open();
      return unzipped ? SourceStream.of(name, raw, length) : SourceStream.raw(name, raw, length);
    } catch (IOException e) {
      close(raw);
      throw e instanceof InputException problem ? problem : unreadable(name, e);
    }
  }

  /**
   * The same source, of which as many bytes as this are held in memory, if there is room for them.
   *
   * @param most bytes, from 1
   */
  public Source accepting(long most) {
    return new Source(name, opener, Limit.ofWeights(most));
  }

  /** How many of its bytes are held in memory at most, and as many again of what they unfold to. */
  public Limit limit() {
    return limit;
  }

  /**
   * All its bytes, unzipped.
   *
   * @throws InputException if it can't be read, or holds more bytes than {@link #limit()} says
   */
  public byte[] bytes() throws InputException {
    return bytes(true);
  }

  /**
   * All its bytes, unzipped.
   *
   * @param most the most bytes that are accepted
   * @throws InputException if it can't be read, or holds more than {@code most} bytes
   */
  public byte[] bytes(int most) throws InputException {
    try (SourceStream content = open()) {
      return content.all(Limit.of(most));
    }
  }

  private byte[] bytes(boolean unzipped) throws InputException {
    try (SourceStream content = open(unzipped)) {
      return content.all(limit);
    }
  }

  /**
   * The same source with its bytes in memory, read now and once: it can be opened again and again,
   * and what {@link #sha256()} says of it is said of what is read.
   *
   * @throws InputException if it can't be read, or has more bytes than {@link #limit()} says
   */
  public Source held() throws InputException {
    return new Source(name, ofBytes(bytes(false)), limit);
  }

  /**
   * The sha256 of its bytes as they lie there, not unzipped: 64 hexadecimal digits in lower case.
   * It reads the source to its end, in constant memory; a stream has to be {@link #held()} first.
   *
   * @throws InputException if it can't be read
   */
  public String sha256() throws InputException {
    try (SourceStream content = open(false)) {
      return Sha256.of(content);
    }
  }

  /**
   * The same source, held in memory, if it is the file that is wanted.
   *
   * @param sha256 of its bytes as they lie there: 64 hexadecimal digits in either case
   * @throws InputException if it is another file, can't be read or held
   */
  public Source verified(String sha256) throws InputException {
    Source held = held();
    String found = held.sha256();
    if (!found.equalsIgnoreCase(sha256)) {
      String expected = sha256.toLowerCase(Locale.ROOT);
      throw new InputException(
          name, "another file than wanted (expected sha256 " + expected + ", found " + found + ")");
    }
    return held;
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
