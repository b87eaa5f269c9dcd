package mnisteval.input;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/**
 * The bytes of one entry of a zip archive. The archive is read from front to back, in constant
 * memory, up to the first entry that has one of the names; those before it are decompressed and
 * their checksums compared, too.
 */
final class ZipEntryStream extends InputStream {
  /** As of gzip: images grow by a factor of 4 or 5, an archive made to harm by a thousand. */
  private static final int MAX_RATIO = 100;

  /** As of gzip: decompressed in less than a second. */
  private static final long ANY_RATIO_UP_TO = 1L << 28;

  /** Names that a message shows. */
  private static final int MOST_SHOWN = 8;

  private static final int MAX_NAME = 40;
  private static final int CHUNK = 1 << 14;

  private final String file;
  private final Counted raw;
  private final ZipInputStream zip;
  private String entry;
  private long decompressed;

  private ZipEntryStream(String file, InputStream archive, byte[] start) {
    this.file = file;
    raw = new Counted(new SequenceInputStream(new ByteArrayInputStream(start), archive));
    // Latin letters for any byte: names in other encodings are none that are looked for.
    zip = new ZipInputStream(raw, StandardCharsets.ISO_8859_1);
  }

  /** Counts the bytes of the archive. */
  private static final class Counted extends FilterInputStream {
    private long count;

    Counted(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = super.read(bytes, offset, length);
      count += Math.max(read, 0);
      return read;
    }
  }

  /**
   * Finds an entry.
   *
   * @param file the archive's name in messages
   * @param archive of which these bytes were read already; closed with the result
   * @param start its first bytes
   * @param names of the entries that are looked for
   * @throws InputException if there is none of them, or the archive is malformed before it
   */
  static InputStream find(String file, InputStream archive, byte[] start, List<String> names)
      throws InputException {
    ZipEntryStream found = new ZipEntryStream(file, archive, start);
    List<String> others = new ArrayList<>();
    while (found.next()) {
      if (names.contains(found.entry)) {
        return found;
      }
      if (others.size() <= MOST_SHOWN) {
        others.add(others.size() == MOST_SHOWN ? "…" : shown(found.entry));
      }
      found.skipEntry();
    }
    throw InputException.of(
        file,
        "a zip archive without the array (expected %s, found %s)",
        String.join(" or ", names),
        others.isEmpty() ? "no entry" : String.join(", ", others));
  }

  private static String shown(String name) {
    return name.length() > MAX_NAME ? name.substring(0, MAX_NAME) + "…" : name;
  }

  private boolean next() throws InputException {
    try {
      ZipEntry next = zip.getNextEntry();
      entry = next == null ? null : next.getName();
      return next != null;
    } catch (IOException | IllegalArgumentException e) {
      // The JDK throws the latter for names and extra fields that are malformed.
      throw corrupt(e);
    }
  }

  private void skipEntry() throws InputException {
    byte[] chunk = new byte[CHUNK];
    while (read(chunk, 0, CHUNK) >= 0) {}
  }

  /** Returns the name of the entry in the archive. */
  String entry() {
    return entry;
  }

  @Override
  public int read() throws InputException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws InputException {
    int read;
    try {
      read = zip.read(bytes, offset, length);
    } catch (IOException e) {
      throw corrupt(e);
    }
    decompressed += Math.max(read, 0);
    if (decompressed > ANY_RATIO_UP_TO && decompressed / MAX_RATIO >= raw.count) {
      throw InputException.of(
          file,
          "decompresses to too much (expected less than %d bytes of each, found %d of %d)",
          MAX_RATIO,
          decompressed,
          raw.count);
    }
    return read;
  }

  private InputException corrupt(Exception e) {
    if (e instanceof InputException ours) {
      return ours;
    }
    if (e instanceof EOFException) {
      return new InputException(file, "a zip archive that ends too early", e);
    }
    boolean zipped = e instanceof ZipException && e.getMessage() != null;
    String reason = zipped ? e.getMessage() : "malformed entry";
    return new InputException(file, "a zip archive that cannot be read (" + reason + ")", e);
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
