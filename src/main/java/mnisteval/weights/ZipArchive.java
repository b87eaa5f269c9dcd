package mnisteval.weights;

import static mnisteval.weights.array.FormatException.shown;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import mnisteval.input.Limit;
import mnisteval.weights.array.FormatException;

/**
 * A zip archive whose bytes are all in memory. It is read by its central directory, which is
 * checked: each name comes once, no two entries overlap, and the sizes add up to no more than a
 * limit. Nothing is ever written under the names.
 *
 * <pre>
 *   local header | data | ... | central directory | zip64 end | zip64 locator | end
 * </pre>
 *
 * @see <a href="https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT">APPNOTE.TXT</a>
 */
final class ZipArchive {
  private static final int LOCAL = 0x04034b50;
  private static final int CENTRAL = 0x02014b50;
  private static final int END = 0x06054b50;
  private static final int END64 = 0x06064b50;
  private static final int LOCATOR = 0x07064b50;
  private static final int LOCAL_LENGTH = 30;
  private static final int CENTRAL_LENGTH = 46;
  private static final int END_LENGTH = 22;
  private static final int END64_LENGTH = 56;
  private static final int LOCATOR_LENGTH = 20;
  private static final int MAX_COMMENT = 0xffff;
  private static final long IN_ZIP64 = 0xffffffffL;
  private static final int ENCRYPTED = 1;
  private static final int STORED = 0;
  private static final int DEFLATED = 8;

  private record Entry(String name, int method, int crc, int start, int packed, int size) {}

  private final ByteBuffer bytes;
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  /**
   * Opens an archive.
   *
   * @param bytes the whole file
   * @param limit of the decompressed bytes of all entries together
   * @throws FormatException if it is malformed, encrypted, or decompresses to more
   */
  ZipArchive(byte[] bytes, Limit limit) {
    this.bytes = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int end = findEnd();
    long count = u2(end + 10);
    long directory = u4(end + 16);
    // PyTorch writes the end of zip64 in any case, and Python prefers it in any case.
    if (count == 0xffff || directory == IN_ZIP64 || hasLocator(end)) {
      end = findEnd64(end);
      count = this.bytes.getLong(end + 32);
      directory = this.bytes.getLong(end + 48);
    }
    long at = directory;
    for (long i = 0; i < count; i++) {
      require(at, CENTRAL_LENGTH, end, "its directory");
      at = readEntry((int) at, end);
    }
    if (at != end) {
      // In a file of two archives, Python's zipfile would read the other one.
      throw FormatException.of(
          "a malformed zip archive (expected its directory to end at byte %d, found %d)", end, at);
    }
    requireSize(limit);
    requireApart(directory);
  }

  private void requireSize(Limit limit) {
    long total = 0;
    for (Entry entry : entries.values()) {
      total += entry.size;
      if (total > limit.bytes()) {
        throw FormatException.of(
            "a zip archive that decompresses to more than is read (expected at most %d bytes, found"
                + " %d or more%s)",
            limit.bytes(), total, limit.remedy());
      }
    }
  }

  /** Returns the names of all entries, in the order of the directory. */
  Set<String> names() {
    return entries.keySet();
  }

  /**
   * Decompresses an entry and compares its checksum.
   *
   * @throws FormatException if there is no such entry, or its bytes are malformed
   */
  byte[] read(String name) {
    Entry entry = entries.get(name);
    if (entry == null) {
      throw FormatException.of("no %s in the zip archive", shown(name));
    }
    byte[] data = new byte[entry.size];
    if (entry.method == STORED) {
      bytes.get(entry.start, data);
    } else {
      inflate(entry, data);
    }
    CRC32 crc = new CRC32();
    crc.update(data);
    if ((int) crc.getValue() != entry.crc) {
      throw malformed(entry, "its checksum is another");
    }
    return data;
  }

  private void inflate(Entry entry, byte[] data) {
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(bytes.array(), entry.start, entry.packed);
      // All input is there: one call fills the array, and a second finds that no more follows.
      int count = inflater.inflate(data);
      int more = inflater.finished() ? 0 : inflater.inflate(new byte[1]);
      if (count < data.length || more > 0 || !inflater.finished()) {
        throw malformed(entry, "it decompresses to another size than the directory says");
      }
    } catch (DataFormatException e) {
      throw malformed(entry, "its data is not deflated");
    } finally {
      inflater.end();
    }
  }

  private int findEnd() {
    int last = bytes.capacity() - END_LENGTH;
    for (int at = last; at >= 0 && at >= last - MAX_COMMENT; at--) {
      if (bytes.getInt(at) == END) {
        return at;
      }
    }
    throw new FormatException("a zip archive without its end (truncated?)");
  }

  private boolean hasLocator(int end) {
    return end >= LOCATOR_LENGTH && bytes.getInt(end - LOCATOR_LENGTH) == LOCATOR;
  }

  /** Returns where the end of zip64 lies, which the locator before the end tells. */
  private int findEnd64(int end) {
    int locator = end - LOCATOR_LENGTH;
    if (!hasLocator(end)) {
      throw new FormatException("a malformed zip archive (no end of zip64 before its end)");
    }
    long at = bytes.getLong(locator + 8);
    require(at, END64_LENGTH, locator, "the end of zip64");
    if (bytes.getInt((int) at) != END64) {
      throw FormatException.of("a malformed zip archive (the end of zip64, at byte %d)", at);
    }
    return (int) at;
  }

  private long readEntry(int at, int end) {
    if (bytes.getInt(at) != CENTRAL) {
      throw FormatException.of("a malformed zip archive (its directory, at byte %d)", at);
    }
    int nameLength = u2(at + 28);
    int extraLength = u2(at + 30);
    long next = (long) at + CENTRAL_LENGTH + nameLength + extraLength + u2(at + 32);
    require(next, 0, end, "its directory");
    String name = text(at + CENTRAL_LENGTH, nameLength);
    if ((bytes.getShort(at + 8) & ENCRYPTED) != 0) {
      throw FormatException.of("an encrypted zip archive (%s)", shown(name));
    }
    int method = u2(at + 10);
    if (method != STORED && method != DEFLATED) {
      throw FormatException.of(
          "a zip archive packed in another way (expected stored or deflated, found method %d for"
              + " %s)",
          method, shown(name));
    }
    long[] sizes = {u4(at + 24), u4(at + 20), u4(at + 42)};
    int extra = at + CENTRAL_LENGTH + nameLength;
    readZip64(extra, extra + extraLength, sizes);
    if (entries.put(name, entry(name, method, bytes.getInt(at + 16), sizes)) != null) {
      throw FormatException.of("a zip archive with two entries called %s", shown(name));
    }
    return next;
  }

  /** Reads the sizes of 8 bytes that stand for those whose 4 bytes are all ones, in their order. */
  private void readZip64(int from, int to, long[] sizes) {
    int at = from;
    while (at + 4 <= to) {
      int length = u2(at + 2);
      int field = at + 4;
      int fieldEnd = Math.min(field + length, to);
      if (bytes.getShort(at) == 1) {
        for (int i = 0; i < sizes.length; i++) {
          if (sizes[i] == IN_ZIP64 && field + 8 <= fieldEnd) {
            sizes[i] = bytes.getLong(field);
            field += 8;
          }
        }
      }
      at += 4 + length;
    }
  }

  private Entry entry(String name, int method, int crc, long[] sizes) {
    long size = sizes[0];
    long packed = sizes[1];
    String shown = shown(name);
    require(sizes[2], LOCAL_LENGTH, bytes.capacity(), shown);
    int local = (int) sizes[2];
    if (bytes.getInt(local) != LOCAL) {
      throw FormatException.of("a malformed zip archive (%s has no header)", shown);
    }
    int nameLength = u2(local + 26);
    long start = (long) local + LOCAL_LENGTH + nameLength + u2(local + 28);
    require(start, packed, bytes.capacity(), shown);
    if (!text(local + LOCAL_LENGTH, nameLength).equals(name)) {
      throw FormatException.of("a zip archive whose %s has another name in its header", shown);
    }
    if (size < 0 || size > Integer.MAX_VALUE - 8 || method == STORED && size != packed) {
      throw FormatException.of(
          "a malformed zip archive (the size of %s is %s)", shown, Long.toUnsignedString(size));
    }
    return new Entry(name, method, crc, (int) start, (int) packed, (int) size);
  }

  /** Makes sure that no entries share data, by which a small file would decompress to much. */
  private void requireApart(long directory) {
    List<Entry> sorted = new ArrayList<>(entries.values());
    sorted.sort(Comparator.comparingInt(Entry::start));
    long end = 0;
    for (Entry entry : sorted) {
      if (entry.start < end || entry.start + (long) entry.packed > directory) {
        throw FormatException.of("a zip archive whose entries overlap (%s)", shown(entry.name));
      }
      end = entry.start + (long) entry.packed;
    }
  }

  private static void require(long from, long length, int end, String what) {
    if (from < 0 || length < 0 || from > end || length > end - from) {
      throw FormatException.of("a malformed zip archive (%s lies beyond its end)", what);
    }
  }

  private static FormatException malformed(Entry entry, String why) {
    return FormatException.of("a malformed zip archive (%s: %s)", shown(entry.name), why);
  }

  private int u2(int at) {
    return bytes.getShort(at) & 0xffff;
  }

  private long u4(int at) {
    return bytes.getInt(at) & IN_ZIP64;
  }

  private String text(int from, int length) {
    return new String(bytes.array(), from, length, StandardCharsets.UTF_8);
  }
}
