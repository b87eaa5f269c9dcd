package mnisteval.weights.hdf5;

import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.object.datatype.FloatingPoint;
import java.nio.ByteOrder;
import mnisteval.weights.array.DType;

/** Types of numbers as HDF5 describes them, bit by bit. */
final class Hdf5Types {
  private Hdf5Types() {}

  /** Returns the type of numpy's that has the same bits, or null. */
  static DType of(DataType type) {
    int size = type.getSize();
    if (type instanceof FloatingPoint number) {
      int exponent = size == 2 ? 5 : size == 4 ? 8 : 11;
      boolean same =
          number.getBitOffset() == 0
              && number.getBitPrecision() == 8 * size
              && number.getSignLocation() == 8 * size - 1
              && number.getExponentSize() == exponent
              && number.getExponentLocation() == number.getMantissaSize()
              && number.getMantissaLocation() == 0
              && number.getMantissaSize() == 8 * size - 1 - exponent
              && number.getMantissaNormalization() == 2
              && number.getExponentBias() == (1 << exponent - 1) - 1;
      return same ? dtype("f", size, number.getByteOrder()) : null;
    }
    if (type instanceof FixedPoint number
        && number.getBitOffset() == 0
        && number.getBitPrecision() == 8 * size) {
      return dtype(number.isSigned() ? "i" : "u", size, number.getByteOrder());
    }
    return null;
  }

  private static DType dtype(String kind, int size, ByteOrder order) {
    DType dtype = size > 8 ? null : DType.of(kind + size);
    return dtype == null ? null : dtype.withBigEndian(order == ByteOrder.BIG_ENDIAN);
  }
}
