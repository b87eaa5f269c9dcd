package mnisteval.weights.hdf5;

import static mnisteval.weights.array.FormatException.shown;

import io.jhdf.GlobalHeap;
import io.jhdf.ObjectHeader;
import io.jhdf.Superblock.SuperblockV0V1;
import io.jhdf.Superblock.SuperblockV2V3;
import io.jhdf.SymbolTableEntry;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.StringData;
import io.jhdf.object.datatype.VariableLength;
import io.jhdf.object.message.AttributeMessage;
import io.jhdf.object.message.DataLayoutMessage;
import io.jhdf.object.message.DataLayoutMessage.ContiguousDataLayoutMessage;
import io.jhdf.object.message.DataSpaceMessage;
import io.jhdf.object.message.DataTypeMessage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import mnisteval.weights.array.DType;
import mnisteval.weights.array.FormatException;
import mnisteval.weights.array.NdArray;

/**
 * A group or an array of an HDF5 file, with its attributes. Links lead to objects of the same file
 * only: those to names and to other files are left out.
 *
 * <p>jHDF reads headers, trees and heaps, from {@link BoundedBytes}. Its own front door is not
 * used: nothing there bounds the time and the memory that a file may take.
 *
 * @see <a href="https://docs.hdfgroup.org/documentation/hdf5/latest/_f_m_t3.html">the format</a>
 */
public final class Hdf5Object {
  /** Bytes of a text elsewhere: its length, the address of a heap, and its number there. */
  private static final int TEXT_ELSEWHERE = 16;

  private final BoundedBytes file;
  private final long address;
  private final String path;
  private final ObjectHeader header;
  private Map<String, Long> children;

  private Hdf5Object(BoundedBytes file, long address, String path) {
    this.file = file;
    this.address = address;
    this.path = path;
    header = read(() -> ObjectHeader.readObjectHeader(file, address));
  }

  /**
   * Opens a file.
   *
   * @param bytes the whole file, which must not change
   * @return the group that holds all others
   * @throws FormatException if its beginning is malformed
   */
  public static Hdf5Object root(byte[] bytes) {
    try {
      BoundedBytes file = new BoundedBytes(bytes);
      file.beginObject();
      if (file.getSuperblock() instanceof SuperblockV0V1 old) {
        long entry = old.getRootGroupSymbolTableAddress();
        long address = new SymbolTableEntry(file, entry).getObjectHeaderAddress();
        return new Hdf5Object(file, address, "/");
      }
      SuperblockV2V3 superblock = (SuperblockV2V3) file.getSuperblock();
      return new Hdf5Object(file, superblock.getRootGroupObjectHeaderAddress(), "/");
    } catch (FormatException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new FormatException("malformed HDF5 (its superblock)", e);
    }
  }

  /** Calls the library, which throws exceptions of a dozen kinds where bytes make no sense. */
  private <T> T read(Supplier<T> call) {
    file.beginObject();
    try {
      return call.get();
    } catch (RuntimeException e) {
      throw malformed(e);
    }
  }

  private FormatException malformed(Exception cause) {
    return new FormatException(
        "malformed HDF5 (" + shown(path) + ", whose header is at byte " + address + ")", cause);
  }

  /** Returns the names in a group, in the order of the file; none for an array. */
  public Set<String> names() {
    return children().keySet();
  }

  private Map<String, Long> children() {
    if (children == null) {
      children = read(() -> Hdf5Links.of(file, header));
    }
    return children;
  }

  /**
   * Returns what a path leads to from here, or null if there is no such object.
   *
   * @param names such as {@code dense/kernel}
   */
  public Hdf5Object find(String names) {
    Hdf5Object found = this;
    for (String name : names.split("/")) {
      Long there = found.children().get(name);
      if (there == null) {
        return null;
      }
      found =
          new Hdf5Object(file, there, found.path + (found.path.endsWith("/") ? "" : "/") + name);
    }
    return found;
  }

  /**
   * Returns the texts of an attribute, or null if there is no such attribute.
   *
   * @throws FormatException if it is no text, or malformed
   */
  public List<String> texts(String attribute) {
    for (AttributeMessage message : read(() -> Hdf5Links.attributes(file, header))) {
      if (message.getName().equals(attribute)) {
        return texts(message);
      }
    }
    return null;
  }

  private List<String> texts(AttributeMessage message) {
    List<String> texts = new ArrayList<>();
    ByteBuffer data = message.getDataBuffer();
    if (data == null) {
      return texts;
    }
    DataType type = message.getDataType();
    boolean elsewhere = type instanceof VariableLength text && text.isVariableLengthString();
    if (type.getSize() < 1 || !elsewhere && !(type instanceof StringData)) {
      throw FormatException.of("%s has %s (expected texts)", shown(path), message.getName());
    }
    int length = 0;
    while (data.hasRemaining()) {
      byte[] text = read(() -> elsewhere ? elsewhere(data) : bytes(data, type.getSize()));
      length += text.length;
      if (length > BoundedBytes.MOST_TEXT) {
        throw FormatException.of("%s has too long texts (%s)", shown(path), message.getName());
      }
      texts.add(text(text));
    }
    return texts;
  }

  private byte[] elsewhere(ByteBuffer data) {
    ByteBuffer place = ByteBuffer.wrap(bytes(data, TEXT_ELSEWHERE)).order(data.order());
    file.beginTexts();
    ByteBuffer text = new GlobalHeap(file, place.getLong(4)).getObjectData(place.getInt(12));
    return bytes(text, text.remaining());
  }

  private static byte[] bytes(ByteBuffer from, int length) {
    if (length > from.remaining()) {
      throw new FormatException("truncated");
    }
    byte[] bytes = new byte[length];
    from.get(bytes);
    return bytes;
  }

  /** Texts are filled up with zeros, or end at the first. */
  private static String text(byte[] bytes) {
    int length = 0;
    while (length < bytes.length && bytes[length] != 0) {
      length++;
    }
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  /**
   * Returns the numbers of an array, which share the bytes of the file.
   *
   * @throws FormatException if it is no array of real numbers that lie together, or malformed
   */
  public NdArray array() {
    if (!header.hasMessageOfType(DataLayoutMessage.class)) {
      throw FormatException.of("%s is a group (expected an array)", shown(path));
    }
    DataType type = read(() -> header.getMessageOfType(DataTypeMessage.class).getDataType());
    DType dtype = Hdf5Types.of(type);
    if (dtype == null) {
      throw FormatException.of(
          "%s is an HDF5 array of a type that is not read (expected floating-point numbers or"
              + " integers)",
          shown(path));
    }
    if (!(read(() -> header.getMessageOfType(DataLayoutMessage.class))
        instanceof ContiguousDataLayoutMessage place)) {
      throw FormatException.of(
          "%s is stored in chunks (expected in one piece, as Keras writes it)", shown(path));
    }
    int[] shape =
        read(() -> header.getMessageOfType(DataSpaceMessage.class).getDataSpace().getDimensions());
    long from = place.getAddress();
    long length = read(() -> length(shape, dtype.size()));
    if (length == 0) {
      from = 0; // no place is stored for an array without elements
    }
    if (shape.length > NdArray.MAX_RANK || from < 0 || from > file.bytes().length - length) {
      throw malformed(null);
    }
    return NdArray.of(dtype, shape, false, file.bytes(), (int) from, (int) length);
  }

  private static long length(int[] shape, int size) {
    long length = size;
    for (int dimension : shape) {
      length = Math.multiplyExact(length, dimension);
    }
    return length;
  }
}
