package mnisteval.input;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import org.apache.commons.io.IOUtils;

/**
 * The bytes of a source, decompressed if they are gzipped. Every error while reading is an {@link
 * InputException} that names the source.
 *
 * @hidden not part of the API
 */
public final class SourceStream extends InputStream {
  /** The {@link #length()} of what is gzipped or comes through a pipe. */
  public static final long UNKNOWN = -1;

  /** The JVM copies each read through a buffer of the same size outside the heap: keep it small. */
  private static final int CHUNK = 1 << 16;

  /** Decompressed in less than a second, and five times what MNIST has. */
  private static final long ANY_RATIO_UP_TO = 1L << 28;

  private final String name;
  private final InputStream in;
  private final long length;

  /** Reads the bytes as they are stored, gzipped or not. */
  SourceStream(String name, InputStream in, long length) {
    this.name = name;
    this.in = in;
    this.length = length;
  }

  /** Reads the bytes, decompressed if they start as gzip does. */
  static SourceStream of(String name, InputStream raw, long length) throws IOException {
    byte[] head = new byte[Signature.SAFETENSORS_BYTES];
    int count = raw.readNBytes(head, 0, head.length);
    PushbackInputStream whole = new PushbackInputStream(raw, GzipStream.BUFFER);
    whole.unread(head, 0, count);
    if (GzipStream.isGzip(head[0] & 0xff, head[1] & 0xff) && !Signature.isSafetensors(head)) {
      return new SourceStream(name, new GzipStream(name, whole), UNKNOWN);
    }
    return new SourceStream(name, whole, length);
  }

  /** Returns the name of the source in messages. */
  public String name() {
    return name;
  }

  /** Returns how many bytes there are in all, or {@link #UNKNOWN}. */
  public long length() {
    return length;
  }

  /** Returns whether the source is gzipped. */
  public boolean gzipped() {
    return in instanceof GzipStream;
  }

  /**
   * Finds an entry of a zip archive, which is read from front to back up to the first entry with
   * one of the names.
   *
   * @param start the archive's first bytes, which were read already
   * @param names of the entries that are looked for
   * @return the entry, which closes this; its name in messages has that of the entry at its end
   * @throws InputException if there is none of them, or the archive is malformed before it
   */
  public SourceStream findEntry(byte[] start, List<String> names) throws InputException {
    // Not as a ZipEntryStream, whose class would be loaded with this one to be verified.
    InputStream found = ZipEntryStream.find(name, this, start, names);
    String entry = ((ZipEntryStream) found).entry();
    return new SourceStream(name + " (" + entry + ")", found, UNKNOWN);
  }

  /** Returns the name of the entry of a zip archive that this is, or null if it is a whole file. */
  public String entry() {
    return in instanceof ZipEntryStream zip ? zip.entry() : null;
  }

  /**
   * Makes reading fail, after 256 MiB, if a hundred times as much is decompressed as is read, so
   * that the time is in proportion to the file. Without it, a small file could keep a user's
   * machine busy for hours.
   */
  public void requireProportion() {
    if (in instanceof GzipStream gzip) {
      gzip.requireProportion(ANY_RATIO_UP_TO);
    }
  }

  /**
   * Reads all the bytes.
   *
   * @throws InputException if there are more, or the file changes while it is read
   */
  byte[] all(Limit limit) throws InputException {
    if (length > limit.bytes()) {
      throw tooLarge(limit, Long.toString(length));
    }
    try {
      if (length == UNKNOWN) {
        byte[] bytes = readNBytes(limit.bytes() + 1);
        if (bytes.length > limit.bytes()) {
          throw tooLarge(limit, "more");
        }
        return bytes;
      }
      byte[] bytes = new byte[(int) length];
      if (readNBytes(bytes, 0, bytes.length) < length || read() >= 0) {
        throw new InputException(name, "changed while it was read (expected " + length + " bytes)");
      }
      return bytes;
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  private InputException tooLarge(Limit limit, String found) {
    String problem = "too large (expected at most %d bytes, found %s%s)";
    return InputException.of(name, problem, limit.bytes(), found, limit.remedy());
  }

  @Override
  public int read() throws InputException {
    try {
      return in.read();
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  @Override
  public int read(byte[] buffer, int offset, int count) throws InputException {
    try {
      return in.read(buffer, offset, Math.min(count, CHUNK));
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  /**
   * Skips bytes: where the length is known without reading them, so that a part of a large file is
   * found at once.
   *
   * @return how many were skipped: fewer only where the source ends before
   */
  @Override
  public long skip(long count) throws InputException {
    try {
      long skipped = 0;
      long last = 1;
      while (length != UNKNOWN && skipped < count && last > 0) {
        last = in.skip(count - skipped);
        skipped += last;
      }
      return skipped + IOUtils.skip(this, count - skipped);
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  @Override
  public void close() throws InputException {
    try {
      in.close();
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  /** Returns our own exception for one of the system. */
  static InputException unreadable(String name, IOException e) {
    if (e instanceof InputException ours) {
      return ours;
    }
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
}
