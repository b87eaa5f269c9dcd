package mnisteval.input;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.commons.io.IOUtils;

/** Something that bytes are read from, and its name in messages: a file, a stream or a URL. */
public final class Source {
  /**
   * A system property: the folder in which a distribution has files of the program, decompressed.
   *
   * @hidden not part of the API
   */
  public static final String FOLDER = "mnisteval.data";

  private final String name;
  private final ByteSource bytes;
  private final Limit limit;
  private final List<Source> parts;

  /** The sha256 that is known already, or null. */
  private String sum;

  private Source(String name, ByteSource bytes, Limit limit, List<Source> parts) {
    this.name = name;
    this.bytes = bytes;
    this.limit = limit;
    this.parts = parts;
  }

  /** Opens the raw bytes of a source. */
  public interface ByteSource {
    /** Opens the bytes as they are stored. */
    InputStream open() throws IOException;

    /** Returns how many there are, or {@link SourceStream#UNKNOWN}. */
    default long length() throws IOException {
      return SourceStream.UNKNOWN;
    }
  }

  /**
   * Returns bytes that are made whenever they are opened, the same each time.
   *
   * @param name their name in messages
   */
  public static Source of(String name, ByteSource bytes) {
    return new Source(name, bytes, Limit.ofWeights(), List.of());
  }

  /** Returns a file, which each {@link #open()} opens again. */
  public static Source file(Path path) {
    return file(path.toString(), path);
  }

  /**
   * Returns a file, which each {@link #open()} opens again.
   *
   * @param name the file's name in messages
   */
  public static Source file(String name, Path path) {
    return of(name, new FileBytes(path));
  }

  private record FileBytes(Path path) implements ByteSource {
    /** Files.newInputStream would load 30 classes more when the program starts. */
    @Override
    public InputStream open() throws IOException {
      try {
        return new FileInputStream(path.toFile());
      } catch (FileNotFoundException e) {
        return Files.newInputStream(path); // whose exception tells the reason
      }
    }

    @Override
    public long length() throws IOException {
      BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
      if (attributes.isDirectory()) {
        throw new FileSystemException(path.toString(), null, "is a directory, expected a file");
      }
      // A pipe has no length, and files that the kernel makes up, as in /proc, say 0.
      boolean known = attributes.isRegularFile() && attributes.size() > 0;
      return known ? attributes.size() : SourceStream.UNKNOWN;
    }
  }

  /** Returns a stream that is open already, such as standard input; it can be read once. */
  public static Source stream(String name, InputStream in) {
    return of(name, new OpenStream(in));
  }

  private record OpenStream(InputStream open) implements ByteSource {}

  /**
   * Returns a file inside the program; in a distribution, the file in its {@link #FOLDER}, since
   * the classes that read files among those of a runtime take longer to load than the file to read.
   *
   * @param name the file's name in messages
   * @param resource its path on the class path, from the root
   */
  public static Source resource(String name, String resource) {
    String folder = System.getProperty(FOLDER);
    if (folder != null) {
      Path file = Path.of(folder, resource.substring(resource.lastIndexOf('/') + 1));
      if (file.toFile().isFile() || Source.class.getResource(resource) == null) {
        return file(name, file);
      }
    }
    return of(name, new ResourceBytes(resource));
  }

  private record ResourceBytes(String path) implements ByteSource {
    @Override
    public InputStream open() throws IOException {
      InputStream in = openInJar();
      if (in == null) {
        in = Source.class.getResourceAsStream(path);
      }
      if (in == null) {
        throw new NoSuchFileException(path);
      }
      return in;
    }

    /**
     * Opens the entry of the jar that runs, or returns null where classes come from elsewhere too.
     * The class loader would open it by a URL, for which eleven classes more are loaded when the
     * program starts; and the JVM holds the jar open already.
     */
    private InputStream openInJar() throws IOException {
      String jar = System.getProperty("java.class.path");
      if (jar == null || !jar.endsWith(".jar") || jar.indexOf(File.pathSeparatorChar) >= 0) {
        return null;
      }
      ZipFile zip = new ZipFile(jar);
      ZipEntry entry = zip.getEntry(path.substring(1));
      return entry == null ? null : zip.getInputStream(entry);
    }
  }

  /**
   * Returns bytes in memory, as they would be stored in a file.
   *
   * @param name their name in messages
   * @param bytes gzipped or not; they must not change
   */
  public static Source inMemory(String name, byte[] bytes) {
    return of(name, new MemoryBytes(bytes));
  }

  private record MemoryBytes(byte[] bytes) implements ByteSource {
    @Override
    public long length() {
      return bytes.length;
    }

    @Override
    public InputStream open() {
      return new ByteArrayInputStream(bytes);
    }
  }

  /**
   * Returns files that hold one network together. It has no bytes of its own: whoever reads it
   * reads the parts, all together up to its {@link #limit()}.
   *
   * @param name of all of them in messages
   * @param parts files, none of which is joined itself
   */
  public static Source joined(String name, List<Source> parts) {
    ByteSource none =
        () -> {
          throw new IOException("files that are joined are read one by one");
        };
    return new Source(name, none, Limit.ofWeights(), List.copyOf(parts));
  }

  /** Returns the files that are joined; of any other source, none. */
  public List<Source> parts() {
    return parts;
  }

  /** Returns the path of the file, or null if the source is no file of the file system. */
  public Path path() {
    return bytes instanceof FileBytes file ? file.path() : null;
  }

  /** Returns whether it can be opened only once: an open stream, or a pipe with a path. */
  public boolean readOnce() {
    Path path = path();
    return bytes instanceof OpenStream
        || path != null && Files.exists(path) && !Files.isRegularFile(path);
  }

  /** Returns the name in messages, as the user wrote it. */
  public String name() {
    return name;
  }

  /**
   * Opens the source; bytes that start as gzip does are decompressed, whatever the name is.
   *
   * @throws InputException if it is missing, a directory, or cannot be read
   * @hidden not part of the API
   */
  public SourceStream open() throws InputException {
    return open(true);
  }

  private SourceStream open(boolean decompressed) throws InputException {
    InputStream raw = null;
    try {
      long length = bytes.length();
      raw = bytes.open();
      return decompressed
          ? SourceStream.of(name, raw, length)
          : new SourceStream(name, raw, length);
    } catch (IOException e) {
      IOUtils.closeQuietly(raw); // the error that made us close it is the one to report
      throw SourceStream.unreadable(name, e);
    }
  }

  /**
   * Returns the same source with another limit, if the memory suffices.
   *
   * @param most bytes, from 1
   */
  public Source withLimit(long most) {
    return withLimit(Limit.ofWeights(most));
  }

  /**
   * Returns the same source with another limit.
   *
   * @hidden not part of the API
   */
  public Source withLimit(Limit other) {
    return new Source(name, bytes, other, parts);
  }

  /**
   * Returns how many of its bytes, stored and decompressed, are held in memory at most.
   *
   * @hidden not part of the API
   */
  public Limit limit() {
    return limit;
  }

  /**
   * Reads all its bytes, decompressed.
   *
   * @throws InputException if it cannot be read, or has more bytes than {@link #limit()} says
   */
  public byte[] bytes() throws InputException {
    return bytes(true, limit);
  }

  /**
   * Reads all its bytes, decompressed.
   *
   * @param most the most bytes that are accepted
   * @throws InputException if it cannot be read, or has more than {@code most} bytes
   */
  public byte[] bytes(int most) throws InputException {
    return bytes(true, new Limit(most, ""));
  }

  private byte[] bytes(boolean decompressed, Limit most) throws InputException {
    try (SourceStream content = open(decompressed)) {
      return content.all(most);
    }
  }

  /**
   * Reads the source into memory. The result can be opened again and again, and its {@link
   * #sha256()} is that of the very bytes that are read.
   *
   * @throws InputException if it cannot be read, or has more bytes than {@link #limit()} says
   */
  public Source inMemory() throws InputException {
    return new Source(name, new MemoryBytes(bytes(false, limit)), limit, parts);
  }

  /**
   * Returns the sha256 of its bytes as they are stored, not decompressed: 64 hexadecimal digits in
   * lower case. Reads the source to its end in constant memory, which a stream allows only once.
   *
   * @throws InputException if it cannot be read
   */
  public String sha256() throws InputException {
    if (sum != null) {
      return sum;
    }
    try (SourceStream content = open(false)) {
      return Sha256.of(content);
    }
  }

  /**
   * Returns the same source with a sha256 that is known, so that it need not be read for it.
   *
   * @param sha256 of its bytes as they are stored
   * @hidden not part of the API
   */
  public Source withSha256(String sha256) {
    Source known = new Source(name, bytes, limit, parts);
    known.sum = sha256;
    return known;
  }

  /**
   * Returns the same source in memory, if it has the expected sha256.
   *
   * @param sha256 64 hexadecimal digits in either case
   * @throws InputException if it differs, or the source cannot be read into memory
   */
  public Source verified(String sha256) throws InputException {
    Source copy = inMemory();
    String found = copy.sha256();
    if (!found.equalsIgnoreCase(sha256)) {
      String expected = sha256.toLowerCase(Locale.ROOT);
      throw InputException.of(name, "sha256 differs (expected %s, found %s)", expected, found);
    }
    return copy;
  }
}
