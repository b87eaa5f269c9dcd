package mnisteval.weights.pickle;

import static mnisteval.weights.pickle.PickleBytes.FROM_BUFFER;
import static mnisteval.weights.pickle.PickleBytes.array;
import static mnisteval.weights.pickle.PickleBytes.dtype;
import static mnisteval.weights.pickle.PickleBytes.named;
import static mnisteval.weights.pickle.PickleBytes.read;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import mnisteval.input.InputException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Arrays of any type, shape and order, laid out as numpy lays them out, are read as they were: the
 * element of index (i, j, ...) lies at i strides[0] + j strides[1] + ..., and elements() has them
 * with the last index running fastest, as {@code a.ravel()}.
 */
final class ArrayPropertiesTest {
  private static final int TRIES = 100;
  private static final int MOST_DIMENSIONS = 4;

  /** A dimension is from 0 to so much. */
  private static final int MOST = 5;

  /** How numpy writes an array up to protocol 4: by its state, in C or in Fortran order. */
  @ParameterizedTest
  @ValueSource(strings = {"f4", "f8", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "b1"})
  void readsWhatNumpyWritesByState(String type) throws InputException {
    Random random = new Random(type.hashCode());
    for (int i = 0; i < TRIES; i++) {
      for (int orders = 0; orders < 4; orders++) {
        readsByState(type, shape(i, random), orders < 2, orders % 2 == 0, random);
      }
    }
  }

  private static void readsByState(
      String type, List<Integer> shape, boolean bigEndian, boolean fortran, Random random)
      throws InputException {
    double[] expected = values(type, size(shape), random);
    int[] order = new int[shape.size()];
    for (int i = 0; i < order.length; i++) {
      order[i] = fortran ? order.length - 1 - i : i;
    }
    String data = data(type, bigEndian, laidOut(expected, shape, order));
    byte[] pickle =
        named(
            array(
                tuple(shape), dtype(type, bigEndian ? ">" : "<"), fortran ? "\210" : "\211", data));
    assertArrayEquals(expected, read(pickle).get("x").elements());
  }

  /** How numpy 2.3 and later write an array whose axes are in any order: as it lies in memory. */
  @ParameterizedTest
  @ValueSource(strings = {"f4", "f8", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "b1"})
  void readsWhatNumpyWritesWithPermutedAxes(String type) throws InputException {
    Random random = new Random(type.hashCode());
    for (int i = 0; i < TRIES; i++) {
      readsWithPermutedAxes(type, shape(i, random), random);
    }
  }

  private static void readsWithPermutedAxes(String type, List<Integer> shape, Random random)
      throws InputException {
    double[] expected = values(type, size(shape), random);
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < shape.size(); i++) {
      order.add(random.nextInt(i + 1), i);
    }
    // The array in memory is in C order, and its axis d is the axis order[d] of the one written.
    List<Integer> inMemory = order.stream().map(shape::get).toList();
    int[] back = new int[order.size()];
    int[] outermostFirst = new int[order.size()];
    for (int i = 0; i < back.length; i++) {
      back[order.get(i)] = i;
      outermostFirst[i] = order.get(i);
    }
    List<Integer> axes = Arrays.stream(back).boxed().toList();
    String data = data(type, false, laidOut(expected, shape, outermostFirst));
    String call =
        FROM_BUFFER + "(" + data + dtype(type, "<") + tuple(inMemory) + "U\1K" + tuple(axes) + "tR";
    assertArrayEquals(expected, read(named(call)).get("x").elements());
  }

  /** Shapes of no, one and two dimensions at their edges first, then any. */
  private static List<Integer> shape(int number, Random random) {
    List<List<Integer>> edges =
        List.of(
            List.of(), List.of(0), List.of(1), List.of(MOST), List.of(0, MOST), List.of(MOST, 0));
    if (number < edges.size()) {
      return edges.get(number);
    }
    return random.ints(random.nextInt(MOST_DIMENSIONS + 1), 0, MOST + 1).boxed().toList();
  }

  private static int size(List<Integer> shape) {
    return shape.stream().reduce(1, (a, b) -> a * b);
  }

  /** Numbers that the type holds and a double too. */
  private static double[] values(String type, int size, Random random) {
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      long bits = random.nextLong();
      values[i] =
          switch (type) {
            case "f4" -> Float.intBitsToFloat((int) bits);
            case "f8" -> Double.longBitsToDouble(bits);
            case "i1" -> (byte) bits;
            case "i2" -> (short) bits;
            case "i4" -> (int) bits;
            case "i8" -> bits >> 11;
            case "u1" -> bits & 0xff;
            case "u2" -> bits & 0xffff;
            case "u4" -> bits & 0xffffffffL;
            case "u8" -> bits >>> 11;
            default -> bits & 1;
          };
      if (Double.isNaN(values[i])) {
        values[i] = 0.5;
      }
    }
    return values;
  }

  /** Elements in C order, in the order of memory in which the last of {@code axes} runs fastest. */
  private static double[] laidOut(double[] elements, List<Integer> shape, int[] axes) {
    double[] memory = new double[elements.length];
    int[] index = new int[shape.size()];
    for (double element : elements) {
      int at = 0;
      for (int axis : axes) {
        at = at * shape.get(axis) + index[axis];
      }
      memory[at] = element;
      for (int d = index.length - 1; d >= 0 && ++index[d] == shape.get(d); d--) {
        index[d] = 0;
      }
    }
    return memory;
  }

  private static String data(String type, boolean bigEndian, double[] memory) {
    int size = type.charAt(1) - '0';
    ByteBuffer bytes = ByteBuffer.allocate(size * memory.length);
    bytes.order(bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    for (double value : memory) {
      switch (type) {
        case "f4" -> bytes.putFloat((float) value);
        case "f8" -> bytes.putDouble(value);
        case "i8", "u8" -> bytes.putLong((long) value);
        case "i4", "u4" -> bytes.putInt((int) (long) value);
        case "i2", "u2" -> bytes.putShort((short) value);
        default -> bytes.put((byte) value);
      }
    }
    return "B"
        + new String(PickleBytes.little(bytes.capacity(), 4), StandardCharsets.ISO_8859_1)
        + new String(bytes.array(), StandardCharsets.ISO_8859_1);
  }

  private static String tuple(List<Integer> numbers) {
    StringBuilder opcodes = new StringBuilder("(");
    for (int number : numbers) {
      opcodes.append('K').append((char) number);
    }
    return opcodes.append('t').toString();
  }
}
