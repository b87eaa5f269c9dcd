package mnisteval;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import mnisteval.weights.array.NdArray;
import mnisteval.weights.pickle.PickleReader;

/**
 * Assembles the pickle of a dict of float64 arrays, opcode by opcode, as numpy writes it in
 * protocol 3; Python loads it too.
 *
 * <pre>
 *   byte[] pickle =
 *       new PickledNetwork().matrix("W1", new double[][] {{1, 2}}).vector("b1", 3, 4).bytes();
 * </pre>
 */
public final class PickledNetwork {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Map<String, Integer> memo = new HashMap<>();

  /** Starts with an empty dict. */
  public PickledNetwork() {
    text("\u0080\3}("); // PROTO 3, EMPTY_DICT, MARK
  }

  /** Adds an array of two dimensions. */
  public PickledNetwork matrix(String name, double[]... rows) {
    double[] elements = new double[rows.length * rows[0].length];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, elements, i * rows[0].length, rows[i].length);
    }
    return array(name, new int[] {rows.length, rows[0].length}, elements);
  }

  /** Adds an array of one dimension. */
  public PickledNetwork vector(String name, double... elements) {
    return array(name, new int[] {elements.length}, elements);
  }

  /** Adds an array of zeros of this shape. */
  public PickledNetwork zeros(String name, int... shape) {
    int size = 1;
    for (int dimension : shape) {
      size *= dimension;
    }
    return array(name, shape, new double[size]);
  }

  /**
   * Adds an array.
   *
   * @param elements in C order
   */
  public PickledNetwork array(String name, int[] shape, double... elements) {
    unicode(name);
    text("cnumpy.core.multiarray\n_reconstruct\n");
    text("cnumpy\nndarray\nK\0\u0085C\1b\u0087R"); // (ndarray, (0,), b'b'), REDUCE
    memo.put(name, memo.size());
    text("r"); // LONG_BINPUT
    int4(memo.get(name));
    text("(K\1("); // the state is a tuple: version 1, shape,
    for (int dimension : shape) {
      text("J");
      int4(dimension);
    }
    text("tcnumpy\ndtype\n"); // dtype, little-endian,
    unicode("f8");
    text("K\0K\1\u0087R(K\3");
    unicode("<");
    text("NNNJ\u00ff\u00ff\u00ff\u00ffJ\u00ff\u00ff\u00ff\u00ffK\0tb");
    text("\u0089B"); // not in Fortran order, BINBYTES
    ByteBuffer data = ByteBuffer.allocate(8 * elements.length).order(ByteOrder.LITTLE_ENDIAN);
    for (double element : elements) {
      data.putDouble(element);
    }
    int4(data.capacity());
    out.writeBytes(data.array());
    text("tb"); // BUILD
    return this;
  }

  /** Adds an array of before once more: another name, no further bytes. */
  public PickledNetwork again(String name, String before) {
    unicode(name);
    text("j"); // LONG_BINGET
    int4(memo.get(before));
    return this;
  }

  /** The pickle. */
  public byte[] bytes() {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.writeBytes(out.toByteArray());
    whole.writeBytes(new byte[] {'u', '.'}); // SETITEMS, STOP
    return whole.toByteArray();
  }

  /** The arrays, as the program reads them from the pickle. */
  public Map<String, NdArray> arrays() {
    return PickleReader.read(bytes()).arrays();
  }

  private void unicode(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    text("X"); // BINUNICODE
    int4(utf8.length);
    out.writeBytes(utf8);
  }

  private void int4(int number) {
    out.writeBytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(number).array());
  }

  private void text(String latin1) {
    out.writeBytes(latin1.getBytes(StandardCharsets.ISO_8859_1));
  }
}
