package mnisteval;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Assembles what PyTorch's {@code torch.save(model.state_dict(), …)} writes: a zip of a pickle and
 * of storages of float32, over which its tensors lie in any way.
 */
public final class TorchFile {
  private final ByteArrayOutputStream pickle = new ByteArrayOutputStream();
  private final Map<String, byte[]> storages = new LinkedHashMap<>();

  /** Starts with an empty dict. */
  public TorchFile() {
    text("\u0080\2ccollections\nOrderedDict\n)R("); // PROTO 2, an ordered dict, MARK
  }

  /** Adds a storage of these numbers. */
  public TorchFile storage(String key, float... numbers) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float number : numbers) {
      bytes.putFloat(number);
    }
    storages.put(key, bytes.array());
    return this;
  }

  /** Adds a tensor whose elements lie one after the other from the beginning of the storage. */
  public TorchFile tensor(String name, String key, int... shape) {
    int[] strides = new int[shape.length];
    int size = 1;
    for (int i = shape.length - 1; i >= 0; i--) {
      strides[i] = size;
      size *= shape[i];
    }
    return tensor(name, key, size, 0, shape, strides);
  }

  /**
   * Adds a tensor.
   *
   * @param count of elements that the storage is said to have
   * @param first which of them is the first of the tensor
   */
  public TorchFile tensor(
      String name, String key, int count, int first, int[] shape, int[] strides) {
    unicode(name);
    text("ctorch._utils\n_rebuild_tensor_v2\n((");
    unicode("storage");
    text("ctorch\nFloatStorage\n");
    unicode(key);
    unicode("cpu");
    number(count);
    text("tQ"); // BINPERSID
    number(first);
    numbers(shape);
    numbers(strides);
    text("\u0089ccollections\nOrderedDict\n)RtR"); // requires no gradient, has no hooks; REDUCE
    return this;
  }

  /** Adds opcodes, which find the tensor that was added last on top of the stack. */
  public TorchFile opcodes(String opcodes) {
    text(opcodes);
    return this;
  }

  /** The file. */
  public byte[] bytes() {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(file)) {
      zip.putNextEntry(new ZipEntry("archive/data.pkl"));
      pickle.writeTo(zip);
      zip.write(new byte[] {'u', '.'}); // SETITEMS, STOP
      for (Map.Entry<String, byte[]> storage : storages.entrySet()) {
        zip.putNextEntry(new ZipEntry("archive/data/" + storage.getKey()));
        zip.write(storage.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file.toByteArray();
  }

  private void unicode(String text) {
    text("X"); // BINUNICODE
    int4(text.length());
    text(text);
  }

  private void number(int number) {
    text("J"); // BININT
    int4(number);
  }

  private void numbers(int[] numbers) {
    text("(");
    for (int number : numbers) {
      number(number);
    }
    text("t");
  }

  private void int4(int number) {
    pickle.writeBytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(number).array());
  }

  private void text(String latin1) {
    pickle.writeBytes(latin1.getBytes(StandardCharsets.ISO_8859_1));
  }
}
