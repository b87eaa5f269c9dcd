package mnisteval;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The bytes of .npy files, laid out as numpy.lib.format describes them. */
public final class NpyBytes {
  private NpyBytes() {}

  /** Returns the file of a matrix of float64, such as {@code numpy.save} writes. */
  public static byte[] matrix(double[]... rows) {
    double[] elements = new double[rows.length * rows[0].length];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, elements, i * rows[0].length, rows[i].length);
    }
    return file("(" + rows.length + ", " + rows[0].length + ")", elements);
  }

  /** Returns the file of an array of one dimension of float64. */
  public static byte[] vector(double... elements) {
    return file("(" + elements.length + ",)", elements);
  }

  private static byte[] file(String shape, double[] elements) {
    String header = "{'descr': '<f8', 'fortran_order': False, 'shape': " + shape + ", } \n";
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes("\u0093NUMPY\1\0".getBytes(StandardCharsets.ISO_8859_1));
    out.write(header.length());
    out.write(0);
    out.writeBytes(header.getBytes(StandardCharsets.ISO_8859_1));
    ByteBuffer data = ByteBuffer.allocate(8 * elements.length).order(ByteOrder.LITTLE_ENDIAN);
    for (double element : elements) {
      data.putDouble(element);
    }
    out.writeBytes(data.array());
    return out.toByteArray();
  }
}
