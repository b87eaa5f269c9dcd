package mnisteval;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * HDF5 files called by what is wrong with them, byte by byte from the format's specification. The
 * group that holds all others is at byte 96; where it has a table of symbols, its tree is at 1000.
 */
final class HostileHdf5 {
  private static final int ROOT = 96;
  private static final int HEAP = 500;
  private static final int TREE = 1000;
  private static final long UNDEFINED = -1;

  private HostileHdf5() {}

  static Map<String, byte[]> files() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    headers(files);
    trees(files);
    types(files);
    return files;
  }

  private static ByteBuffer file(int size) {
    ByteBuffer file = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    file.put("\211HDF\r\n\32\n".getBytes(StandardCharsets.ISO_8859_1));
    file.put(13, (byte) 8).put(14, (byte) 8);
    file.putShort(16, (short) 4).putShort(18, (short) 16);
    file.putLong(32, UNDEFINED).putLong(40, size).putLong(48, UNDEFINED);
    return file.putLong(64, ROOT).position(ROOT);
  }

  /** Adds the start of a header of the old kind; messages follow. */
  private static ByteBuffer header(ByteBuffer file, int messages, int bytes) {
    file.putShort((short) 1).putShort((short) messages).putInt(1).putInt(bytes);
    return file.putInt(0);
  }

  private static ByteBuffer message(ByteBuffer file, int type, int bytes) {
    return file.putShort((short) type).putShort((short) bytes).putInt(0);
  }

  private static void headers(Map<String, byte[]> files) {
    ByteBuffer circle = header(file(200), 65_535, 24);
    message(circle, 16, 16).putLong(ROOT + 16).putLong(24);
    files.put("hdf5-header-that-continues-in-itself", circle.array());
    ByteBuffer chain = header(file(4 << 20), 65_535, 24);
    for (int at = ROOT + 16; at < 4_000_000; at += 32) {
      message(chain.position(at), 16, 16).putLong(at + 32).putLong(24);
    }
    files.put("hdf5-header-of-125000-parts", chain.array());
    ByteBuffer many = header(file(600_000), 65_535, 8 * 65_535);
    files.put("hdf5-header-of-65535-messages", many.array());
    for (int size : new int[] {-1, Integer.MAX_VALUE, 1 << 30}) {
      files.put("hdf5-header-of-" + size + "-bytes", header(file(200), 1, size).array());
    }
    ByteBuffer newer = file(8 << 20);
    newer.put("OHDR\2\2".getBytes(StandardCharsets.ISO_8859_1)).putInt((8 << 20) - 200);
    files.put("hdf5-header-of-2-million-messages", newer.array());
    ByteBuffer endless = file(400);
    endless.put("OHDR\2\0\24".getBytes(StandardCharsets.ISO_8859_1));
    endless.put((byte) 16).putShort((short) 16).put((byte) 0).putLong(200).putLong(28);
    endless.position(200).put("OCHK".getBytes(StandardCharsets.ISO_8859_1));
    endless.put((byte) 16).putShort((short) 16).put((byte) 0).putLong(200).putLong(28);
    files.put("hdf5-newer-header-that-continues-in-itself", endless.array());
  }

  /** A file whose group has a table of symbols. */
  private static ByteBuffer table(int size) {
    ByteBuffer file = header(file(size), 1, 24);
    message(file, 17, 16).putLong(TREE).putLong(HEAP);
    file.position(HEAP).put("HEAP".getBytes(StandardCharsets.ISO_8859_1)).putInt(0);
    file.putLong(64).putLong(1).putLong(HEAP + 32);
    return file.position(TREE);
  }

  private static ByteBuffer tree(ByteBuffer file, int level, int entries) {
    file.put("TREE\0".getBytes(StandardCharsets.ISO_8859_1)).put((byte) level);
    return file.putShort((short) entries).putLong(UNDEFINED).putLong(UNDEFINED).putLong(0);
  }

  private static void trees(Map<String, byte[]> files) {
    ByteBuffer circle = tree(table(2000), 1, 1);
    files.put("hdf5-tree-in-a-circle", circle.putLong(TREE).array());
    ByteBuffer twice = table(12_000);
    for (int i = 0; i < 40; i++) {
      int at = TREE + 200 * i;
      tree(twice.position(at), 1, 2).putLong(at + 200).putLong(0).putLong(at + 200);
    }
    tree(twice.position(TREE + 8000), 0, 0);
    files.put("hdf5-tree-of-2-to-40-ways", twice.array());
    ByteBuffer nodes = tree(table(2 << 20), 0, 50_000);
    for (int i = 0; i < 50_000; i++) {
      nodes.putLong(1 << 20).putLong(0);
    }
    nodes.position(1 << 20).put("SNOD\1\0".getBytes(StandardCharsets.ISO_8859_1));
    nodes.putShort((short) 20_000);
    for (int i = 0; i < 20_000; i++) {
      nodes.putLong(0).putLong(ROOT).putLong(0).putLong(0).putLong(0);
    }
    files.put("hdf5-node-50000-times", nodes.array());
    ByteBuffer group = tree(table(2000), 0, 1).putLong(1500);
    group.position(1500).put("SNOD\1\0\1\0".getBytes(StandardCharsets.ISO_8859_1));
    group.putLong(0).putLong(ROOT);
    group.position(HEAP + 32).put("layers\0".getBytes(StandardCharsets.ISO_8859_1));
    files.put("hdf5-group-in-itself", group.array());
  }

  /** A file whose group has one attribute, called layer_names. */
  private static byte[] attribute(byte[] type, long... dimensions) {
    int space = 8 + 8 * dimensions.length;
    int bytes = 8 + 16 + (type.length + 7) / 8 * 8 + space + 16;
    ByteBuffer file = header(file(bytes + 1000), 1, bytes + 8);
    message(file, 12, bytes).putShort((short) 1).putShort((short) 12);
    file.putShort((short) type.length).putShort((short) space);
    int start = file.position();
    file.put("layer_names\0".getBytes(StandardCharsets.ISO_8859_1)).position(start + 16);
    file.put(type).position(start + 16 + (type.length + 7) / 8 * 8);
    file.put((byte) 1).put((byte) dimensions.length).putShort((short) 0).putInt(0);
    for (long dimension : dimensions) {
      file.putLong(dimension);
    }
    return file.array();
  }

  private static byte[] types(int levels, int size) {
    ByteBuffer types = ByteBuffer.allocate(8 * levels + 12).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < levels; i++) {
      types.putInt(0x19).putInt(16);
    }
    return types.putInt(levels == 0 ? 0x13 : 0x10).putInt(size).array();
  }

  private static void types(Map<String, byte[]> files) {
    for (int levels : new int[] {1900, 8000}) {
      files.put("hdf5-types-in-" + levels + "-types", attribute(types(levels, 4)));
    }
    for (int size : new int[] {0, 1, -1, Integer.MAX_VALUE}) {
      files.put("hdf5-texts-of-" + size + "-bytes", attribute(types(0, size), 1 << 30, 2));
    }
    long large = Integer.MAX_VALUE;
    files.put("hdf5-texts-of-large-dimensions", attribute(types(0, 1), large, large, large));
    files.put("hdf5-texts-of-a-dimension-of-0", attribute(types(0, 1), large, large, 0));
  }
}
