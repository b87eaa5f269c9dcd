package mnisteval;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Pickles a dict of arrays as numpy does with protocol 3, opcode by opcode: see the comments of
 * Python's pickletools.
 */
public final class PickleBytes {
  private final ByteArrayOutputStream pickle = new ByteArrayOutputStream();

  public PickleBytes() {
    // PROTO 3, EMPTY_DICT, MARK
    add("\u0080\3}(");
  }

  /** An entry with an array of float64 in C order. */
  public PickleBytes array(String name, int[] shape, double... numbers) {
    ByteBuffer data = ByteBuffer.allocate(8 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
    for (double number : numbers) {
      data.putDouble(number);
    }
    return array(name, "f8", shape, false, data.array());
  }

  /** An entry with an array; the bytes are at most 255. */
  public PickleBytes array(String name, String dtype, int[] shape, boolean fortran, byte[] data) {
    text(name);
    // _reconstruct(ndarray, (0,), b'b')
    add("cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\nK\0\u0085C\1b\u0087R");
    // BUILD with (1, shape, dtype, fortran, data)
    add("(K\1(");
    for (int dimension : shape) {
      add("K" + (char) dimension);
    }
    add("t");
    // dtype(name, 0, 1) and its state (3, '<' or '|', None, None, None, -1, -1, 0)
    add("cnumpy\ndtype\n");
    text(dtype);
    add("K\0K\1\u0087R(K\3");
    text(dtype.endsWith("1") ? "|" : "<");
    add("NNNJ\u00ff\u00ff\u00ff\u00ffJ\u00ff\u00ff\u00ff\u00ffK\0tb");
    add(fortran ? "\u0088" : "\u0089");
    add("C" + (char) data.length);
    pickle.writeBytes(data);
    add("tb");
    return this;
  }

  /** An entry whose value is text. */
  public PickleBytes entry(String name, String value) {
    text(name);
    text(value);
    return this;
  }

  public byte[] bytes() {
    // SETITEMS, STOP
    add("u.");
    return pickle.toByteArray();
  }

  private void text(String text) {
    add("X" + (char) text.length() + "\0\0\0" + text);
  }

  private void add(String opcodes) {
    pickle.writeBytes(opcodes.getBytes(StandardCharsets.ISO_8859_1));
  }
}
