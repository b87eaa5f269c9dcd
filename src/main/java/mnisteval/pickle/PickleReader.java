package mnisteval.pickle;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mnisteval.input.InputException;
import mnisteval.input.Signature;
import mnisteval.input.Source;

/**
 * Reads a pickled dict of numpy arrays: protocols 0 to 5, written by Python 2 or 3 and by numpy 1
 * or 2. Whatever the bytes are, nothing in them is executed, and the answer is either the arrays or
 * one {@link InputException}.
 *
 * @see <a href="https://github.com/python/cpython/blob/main/Lib/pickletools.py">the opcodes</a>
 */
public final class PickleReader {
  private PickleReader() {}

  /**
   * Reads a file, zipped by gzip or not.
   *
   * @return the arrays by their names, in the file's order; other entries of the dict are left out
   * @throws InputException if it can't be read or is no pickled dict of numpy arrays
   */
  public static Map<String, NdArray> read(Source source) throws InputException {
    return read(source.bytes(), source.name());
  }

  /**
   * Reads the bytes of a pickle.
   *
   * @param bytes the whole pickle, which must not change as long as the arrays are used
   * @param name what messages call it
   * @return the arrays by their names, in the pickle's order
   * @throws InputException if it is no pickled dict of numpy arrays
   */
  public static Map<String, NdArray> read(byte[] bytes, String name) throws InputException {
    try {
      return arrays(unpickle(bytes));
    } catch (PickleFault fault) {
      throw new InputException(name, fault.getMessage(), fault);
    }
  }

  private static Object unpickle(byte[] bytes) {
    if (bytes.length == 0) {
      throw new PickleFault("is empty, expected a pickle");
    }
    String looks = Signature.of(bytes);
    if (looks != null && !looks.equals("a pickle")) {
      throw new PickleFault(
          "not a pickle (expected a pickled dict of numpy arrays, found " + looks + ")");
    }
    PickleInput input = new PickleInput(bytes);
    MemoryBudget budget = new MemoryBudget(Runtime.getRuntime().maxMemory());
    NumpyUnpickler unpickler = new NumpyUnpickler(input, budget);
    Object value = load(unpickler, input);
    if (input.remaining() > 0) {
      throw new PickleFault(
          "bytes after the end of the pickle (expected none, found " + input.remaining() + ")");
    }
    return value;
  }

  /** The one place where the library's exceptions become ours. */
  private static Object load(NumpyUnpickler unpickler, PickleInput input) {
    try {
      return unpickler.load(input);
    } catch (PickleFault fault) {
      throw fault;
    } catch (IOException | RuntimeException e) {
      if (input.remaining() == 0) {
        throw new PickleFault("truncated at byte " + input.position() + ", before its end", e);
      }
      throw new PickleFault(
          "malformed pickle (the opcode at byte " + unpickler.opcodeAt() + ")", e);
    }
  }

  private static Map<String, NdArray> arrays(Object value) {
    if (!(value instanceof Map<?, ?> dict)) {
      throw new PickleFault(
          "no dict of numpy arrays (expected W1, b1, … in a dict, found " + describe(value) + ")");
    }
    Map<String, NdArray> arrays = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : dict.entrySet()) {
      if (entry.getKey() instanceof String key && entry.getValue() instanceof PickledArray array) {
        if (array.content() == null) {
          throw new PickleFault("an array without content: " + PickleFault.shown(key));
        }
        arrays.put(key, array.content());
      }
    }
    return arrays;
  }

  private static String describe(Object value) {
    if (value instanceof PickledArray array && array.content() != null) {
      return "one array of shape " + array.content().shapeText();
    }
    if (value instanceof Bytes bytes) {
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
