package mnisteval;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Archives called by what is wrong with them, in the form of .npz files. They are written field by
 * field: see APPNOTE.TXT, 4.3.7 and 4.3.12.
 */
final class HostileArchives {
  private static final int STORED = 0;
  private static final int DEFLATED = 8;
  private static final long FULL = 0xffffffffL;
  private static final long MUCH = 1L << 31;
  private static final byte[] ARRAY = HostileArrays.npy("|u1", "(2, 3)", 1, 2, 3, 4, 5, 6);

  private final ByteArrayOutputStream entries = new ByteArrayOutputStream();
  private final ByteArrayOutputStream directory = new ByteArrayOutputStream();
  private int count;

  private HostileArchives() {}

  /**
   * The files.
   *
   * @param outside a file that is not there, nor may be afterwards
   */
  static Map<String, byte[]> files(String outside) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    byte[] zeros = deflatedZeros(4L << 30);
    byte[] fourMiB = deflatedZeros(1 << 22);
    files.put("bomb-of-4-GiB", one(DEFLATED, zeros, FULL - 1, null));
    files.put("bomb-of-4-GiB-that-says-1000", one(DEFLATED, zeros, 1000, null));
    files.put("bomb-of-4-GiB-that-says-2-GiB", one(DEFLATED, zeros, Integer.MAX_VALUE, null));
    files.put("bomb-of-4-GiB-that-says-as-much-as-is-read", one(DEFLATED, zeros, 1 << 24, null));
    files.put("bomb-of-4-MiB-that-says-as-much-as-is-read", one(DEFLATED, fourMiB, 1 << 24, null));
    files.put("size-of-2-to-63", one(DEFLATED, fourMiB, FULL, zip64(Long.MIN_VALUE)));
    files.put("size-of-2-to-63-less-1", one(DEFLATED, fourMiB, FULL, zip64(Long.MAX_VALUE)));
    files.put("size-of-minus-1", one(DEFLATED, fourMiB, FULL, zip64(-1)));
    files.put("size-of-2-to-32", one(DEFLATED, fourMiB, FULL, zip64(1L << 32)));
    files.put("size-of-zip64-that-is-cut", one(DEFLATED, fourMiB, FULL, new byte[] {1, 0, 8, 0}));
    files.put("stored-and-said-to-be-larger", one(STORED, ARRAY, 1 << 20, null));
    for (long offset : new long[] {3, 1 << 20, Integer.MAX_VALUE, 1L << 31, FULL - 1}) {
      HostileArchives archive = new HostileArchives();
      archive.local("W.npy", STORED, ARRAY, ARRAY.length);
      archive.listed("W.npy", STORED, ARRAY, ARRAY.length, null, offset, ARRAY.length);
      files.put("entry-at-" + offset, archive.bytes());
    }
    for (long packed : new long[] {ARRAY.length + 1, 1L << 31, FULL - 1}) {
      HostileArchives archive = new HostileArchives();
      archive.local("W.npy", STORED, ARRAY, ARRAY.length);
      archive.listed("W.npy", STORED, ARRAY, packed, null, 0, packed);
      files.put("data-of-" + packed, archive.bytes());
    }
    files.put("overlapping-entries", overlapping());
    files.put("one-entry-under-two-names", twoNames());
    files.put("duplicate-entries", pair("W.npy", "W.npy"));
    files.put(
        "names-that-lead-outside",
        pair("../".repeat(20) + outside + "-1.npy", "..\\" + outside + "-2.npy"));
    files.put("absolute-names", pair("/" + outside + "-3.npy", "C:\\" + outside + "-4.npy"));
    files.put("names-that-forge-lines", pair("\n\r\033[31mW1.npy", "W\0002.npy"));
    files.put("long-names", pair("x.npy", "b".repeat(65_000) + ".npy"));
    files.put("65534-entries-of-nothing", many(65_534, new byte[0]));
    files.put("30000-arrays", many(30_000, ARRAY));
    endings(files);
    return files;
  }

  private static void endings(Map<String, byte[]> files) {
    byte[] whole = pair("W1.npy", "b1.npy");
    int end = whole.length - 22;
    files.put("truncated-in-the-middle", Arrays.copyOf(whole, whole.length / 2));
    files.put("truncated-at-the-last-byte", Arrays.copyOf(whole, whole.length - 1));
    files.put("directory-at-2-to-31", changed(whole, end + 16, 1L << 31));
    files.put("directory-at-2-to-32", changed(whole, end + 16, FULL));
    files.put("65535-entries-that-are-not-there", changed(whole, end + 8, FULL));
    files.put("ends-within-its-comment", Arrays.copyOf(whole, whole.length + (1 << 17)));
    ByteBuffer ends = ByteBuffer.allocate(1 << 20).order(ByteOrder.LITTLE_ENDIAN);
    ends.put(whole);
    while (ends.remaining() >= 4) {
      ends.putInt(0x06054b50);
    }
    files.put("signatures-of-ends", ends.array());
    for (long at : new long[] {Long.MIN_VALUE, Long.MAX_VALUE, -1, 1L << 32}) {
      files.put("end-of-zip64-at-" + at, wide(whole, at, 2, 0));
      files.put("directory-of-zip64-at-" + at, wide(whole, end, 2, at));
      files.put("count-of-zip64-of-" + at, wide(whole, end, at, directoryAt(whole)));
    }
  }

  private static long directoryAt(byte[] whole) {
    return ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).getInt(whole.length - 6);
  }

  private static byte[] changed(byte[] whole, int at, long value) {
    byte[] changed = whole.clone();
    ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN).putInt(at, (int) value);
    return changed;
  }

  /** With the end of zip64 and its locator, which tell where the directory is. */
  private static byte[] wide(byte[] whole, long end64, long count, long directory) {
    int end = whole.length - 22;
    ByteBuffer wide = ByteBuffer.allocate(whole.length + 76).order(ByteOrder.LITTLE_ENDIAN);
    wide.put(whole, 0, end).putInt(0x06064b50).putLong(44).putInt(45).putLong(0);
    wide.putLong(count).putLong(count).putLong(MUCH).putLong(directory);
    wide.putInt(0x07064b50).putInt(0).putLong(end64).putInt(1);
    wide.put(whole, end, 22).putShort(end + 76 + 10, (short) -1).putInt(end + 76 + 16, -1);
    return wide.array();
  }

  /** Returns an archive of one deflated entry that says this size. */
  static byte[] one(String name, byte[] packed, long size) {
    HostileArchives archive = new HostileArchives();
    archive.local(name, DEFLATED, packed, size);
    archive.listed(name, DEFLATED, packed, size, null, 0, packed.length);
    return archive.bytes();
  }

  private static byte[] one(int method, byte[] packed, long size, byte[] extra) {
    HostileArchives archive = new HostileArchives();
    archive.local("W.npy", method, packed, size);
    archive.listed("W.npy", method, packed, size, extra, 0, packed.length);
    return archive.bytes();
  }

  private static byte[] pair(String first, String second) {
    HostileArchives archive = new HostileArchives();
    archive.add(first, ARRAY);
    archive.add(second, ARRAY);
    return archive.bytes();
  }

  /** The data of the first goes over the second, which is found in it as well. */
  private static byte[] overlapping() {
    HostileArchives archive = new HostileArchives();
    archive.local("W.npy", STORED, ARRAY, ARRAY.length);
    int second = archive.entries.size();
    archive.local("b.npy", STORED, ARRAY, ARRAY.length);
    int length = archive.entries.size() - 35;
    archive.listed("W.npy", STORED, ARRAY, length, null, 0, length);
    archive.listed("b.npy", STORED, ARRAY, ARRAY.length, null, second, ARRAY.length);
    return archive.bytes();
  }

  private static byte[] twoNames() {
    HostileArchives archive = new HostileArchives();
    archive.local("W.npy", STORED, ARRAY, ARRAY.length);
    archive.listed("W.npy", STORED, ARRAY, ARRAY.length, null, 0, ARRAY.length);
    archive.listed("b.npy", STORED, ARRAY, ARRAY.length, null, 0, ARRAY.length);
    return archive.bytes();
  }

  private static byte[] many(int count, byte[] data) {
    HostileArchives archive = new HostileArchives();
    for (int i = 0; i < count; i++) {
      archive.add("x" + i + ".npy", data);
    }
    return archive.bytes();
  }

  private void add(String name, byte[] data) {
    int at = entries.size();
    local(name, STORED, data, data.length);
    listed(name, STORED, data, data.length, null, at, data.length);
  }

  private void local(String name, int method, byte[] packed, long size) {
    byte[] named = name.getBytes(StandardCharsets.UTF_8);
    ByteBuffer header = ByteBuffer.allocate(30).order(ByteOrder.LITTLE_ENDIAN);
    header.putInt(0x04034b50).putInt(20).putShort((short) method).putInt(0).putInt(crc(packed));
    header.putInt(packed.length).putInt((int) size).putShort((short) named.length);
    entries.writeBytes(header.array());
    entries.writeBytes(named);
    entries.writeBytes(packed);
  }

  private void listed(
      String name,
      int method,
      byte[] data,
      long size,
      byte[] extra,
      long offset,
      long packedLength) {
    byte[] named = name.getBytes(StandardCharsets.UTF_8);
    byte[] more = extra == null ? new byte[0] : extra;
    ByteBuffer header = ByteBuffer.allocate(46).order(ByteOrder.LITTLE_ENDIAN);
    header.putInt(0x02014b50).putInt(0).putShort((short) 0).putShort((short) method).putInt(0);
    header.putInt(crc(data)).putInt((int) packedLength).putInt((int) size);
    header.putShort((short) named.length).putShort((short) more.length);
    header.putInt(42, (int) offset);
    directory.writeBytes(header.array());
    directory.writeBytes(named);
    directory.writeBytes(more);
    count++;
  }

  private byte[] bytes() {
    ByteBuffer end = ByteBuffer.allocate(22).order(ByteOrder.LITTLE_ENDIAN);
    end.putInt(0x06054b50).putInt(0).putShort((short) count).putShort((short) count);
    end.putInt(directory.size()).putInt(entries.size());
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.writeBytes(entries.toByteArray());
    whole.writeBytes(directory.toByteArray());
    whole.writeBytes(end.array());
    return whole.toByteArray();
  }

  private static byte[] zip64(long size) {
    ByteBuffer extra = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
    return extra.putShort((short) 1).putShort((short) 8).putLong(size).array();
  }

  private static int crc(byte[] data) {
    CRC32 crc = new CRC32();
    crc.update(data);
    return (int) crc.getValue();
  }

  static byte[] deflatedZeros(long count) {
    return deflated(new byte[0], count);
  }

  /** A MiB of zeros is deflated up to a whole byte, and stands there as often as needed. */
  static byte[] deflated(byte[] start, long zeros) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(upToAByte(start, start.length));
    byte[] some = new byte[1 << 20];
    byte[] packed = upToAByte(some, some.length);
    for (long i = 0; i < zeros >> 20; i++) {
      out.writeBytes(packed);
    }
    out.writeBytes(upToAByte(some, (int) (zeros & some.length - 1)));
    out.writeBytes(new byte[] {1, 0, 0, -1, -1}); // the last block, of nothing
    return out.toByteArray();
  }

  private static byte[] upToAByte(byte[] bytes, int length) {
    Deflater deflater = new Deflater(9, true);
    deflater.setInput(bytes, 0, length);
    byte[] packed = new byte[length + (1 << 10)];
    int count = deflater.deflate(packed, 0, packed.length, Deflater.SYNC_FLUSH);
    deflater.end();
    return Arrays.copyOf(packed, count);
  }
}
