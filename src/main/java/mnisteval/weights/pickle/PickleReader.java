package mnisteval.weights.pickle;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import mnisteval.input.HeapShares;
import mnisteval.weights.array.FormatException;
import mnisteval.weights.array.NamedArrays;

/**
 * Reads pickles of numpy arrays in dicts, lists and objects: protocols 0 to 5, written by Python 2
 * or 3 and by numpy 1 or 2. Whatever the bytes are, nothing in them is executed, and the result is
 * either the arrays or a {@link FormatException}.
 *
 * @see <a href="https://github.com/python/cpython/blob/main/Lib/pickletools.py">the opcodes</a>
 */
public final class PickleReader {
  /** The memory for the pickles within one file, which together may take as much as one. */
  private long memory = HeapShares.network();

  /** Makes a reader of the pickles that lie within one file. */
  public PickleReader() {}

  /**
   * Reads a pickle, or several, one after another, as a list of what they hold.
   *
   * @param bytes the whole file, which must not change as long as the arrays are used
   * @return the arrays of nested dicts, lists, tuples and objects; other values but short texts are
   *     left out
   * @throws FormatException if it is no pickled dict of numpy arrays
   */
  public static NamedArrays read(byte[] bytes) {
    if (bytes.length == 0) {
      throw new FormatException("is empty, expected a pickle");
    }
    PickleInput input = input(bytes);
    Object first = load(new NumpyUnpickler(input));
    Object value = input.remaining() == 0 ? first : several(first, input);
    return named(value, "numpy pickle", input);
  }

  /** Reads the pickles that follow, and returns a list of the values of all. */
  private static List<Object> several(Object first, PickleInput input) {
    int end = input.position();
    int left = input.remaining();
    List<Object> values = new ArrayList<>();
    values.add(first);
    try {
      while (input.remaining() > 0) {
        // A new one each time, as a pickle may not refer to what was in one before.
        values.add(load(new NumpyUnpickler(input)));
        input.payOpcode();
      }
    } catch (FormatException e) {
      throw new FormatException(
          "bytes after the end of the pickle (expected none or another pickle, found "
              + left
              + " from byte "
              + end
              + " on: "
              + e.getMessage()
              + ")",
          e);
    }
    return values;
  }

  /**
   * Reads the pickle in a file of {@code torch.save}.
   *
   * @param bytes the whole pickle
   * @param storages returns the elements of a storage, one after the other, by its key
   * @param bigEndian whether the most significant byte of each element comes first
   * @return the tensors by their names, those of a whole module as its state_dict names them
   * @throws FormatException if it holds other things than tensors, containers and modules
   */
  public static NamedArrays readTorch(
      byte[] bytes, Function<String, byte[]> storages, boolean bigEndian) {
    NumpyUnpickler unpickler = TorchUnpickler.of(input(bytes), storages, bigEndian);
    Object value = load(unpickler);
    requireEnd(unpickler.pickle);
    return named(value, "PyTorch state_dict", unpickler.pickle);
  }

  /**
   * Reads a pickle within a file of another format, such as the objects of a .npy array.
   *
   * @param name the path before the names of its arrays, or the name if it is one array; may be
   *     empty
   * @param bytes which must not change as long as the arrays are used
   * @param from where the pickle starts; it goes to the end of the bytes
   * @return the arrays, of which there may be none
   * @throws FormatException if it is malformed, or holds other things than arrays and plain values
   */
  public NamedArrays readWithin(String name, byte[] bytes, int from) {
    PickleInput input = new PickleInput(bytes, from, memory);
    Object value = load(new NumpyUnpickler(input));
    requireEnd(input);
    NamedArrays named = Flattener.flatten(name, value, "pickle", input);
    memory = input.memoryLeft();
    return named;
  }

  private static void requireEnd(PickleInput pickle) {
    int left = pickle.remaining();
    if (left > 0) {
      throw FormatException.of("bytes after the end of the pickle (expected none, found %d)", left);
    }
  }

  private static PickleInput input(byte[] bytes) {
    return new PickleInput(bytes, HeapShares.network());
  }

  private static NamedArrays named(Object value, String format, PickleInput input) {
    NamedArrays named = Flattener.flatten(value, format, input);
    if (named.arrays().isEmpty() && !(value instanceof Map) && !(value instanceof PickledObject)) {
      throw FormatException.of(
          "no dict of numpy arrays (expected W1, b1, … in a dict, found %s)", describe(value));
    }
    return named;
  }

  /** Runs the library, whose exceptions become ours here and nowhere else. */
  private static Object load(NumpyUnpickler unpickler) {
    PickleInput input = unpickler.pickle;
    try {
      return unpickler.load(input);
    } catch (IOException | RuntimeException e) {
      if (input.hasChangedLineEnds()) {
        throw new FormatException(
            "a pickle whose line ends were changed (get the file again as binary; *.pkl binary in"
                + " .gitattributes keeps git from it)",
            e);
      }
      if (e instanceof FormatException ours) {
        throw ours;
      }
      String problem =
          input.remaining() == 0
              ? "truncated at byte " + input.position() + ", before its end"
              : "malformed pickle (the opcode at byte " + unpickler.opcodeAt() + ")";
      throw new FormatException(problem, e);
    }
  }

  private static String describe(Object value) {
    if (value instanceof PickledBytes bytes) {
      return bytes.length() + " bytes";
    }
    if (value instanceof List<?> list) {
      return "a list of " + list.size();
    }
    if (value instanceof Object[] tuple) {
      return "a tuple of " + tuple.length;
    }
    return value == null ? "None" : value instanceof String ? "text" : "something else";
  }
}
