package mnisteval.weights.pickle;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import mnisteval.input.HeapShares;
import mnisteval.input.InputException;
import mnisteval.input.Signature;
import mnisteval.input.Source;
import mnisteval.weights.array.FormatException;
import mnisteval.weights.array.NamedArrays;

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
   * @return the arrays of nested dicts, lists and tuples; other values but short texts are left out
   * @throws InputException if it can't be read or is no pickled dict of numpy arrays
   */
  public static NamedArrays read(Source source) throws InputException {
    return read(source.bytes(), source.name());
  }

  /**
   * Reads the bytes of a pickle.
   *
   * @param bytes the whole pickle, which must not change as long as the arrays are used
   * @param name what messages call it
   * @return as of a file
   * @throws InputException if it is no pickled dict of numpy arrays
   */
  public static NamedArrays read(byte[] bytes, String name) throws InputException {
    try {
      MemoryBudget budget = new MemoryBudget(HeapShares.network());
      return arrays(unpickle(bytes, budget), budget, "numpy pickle");
    } catch (FormatException fault) {
      throw new InputException(name, fault.getMessage(), fault);
    }
  }

  /**
   * Reads the pickle in a file of {@code torch.save}.
   *
   * @param bytes the whole pickle
   * @param name what messages call the file
   * @param storages where the elements of its tensors are
   * @return the tensors by their names
   * @throws InputException if it holds other things than tensors and plain containers
   */
  public static NamedArrays readTorch(byte[] bytes, String name, TorchStorages storages)
      throws InputException {
    try {
      MemoryBudget budget = new MemoryBudget(HeapShares.network());
      PickleInput input = new PickleInput(bytes);
      Object value = loadAll(TorchUnpickler.of(input, budget, storages), input);
      return arrays(value, budget, "PyTorch state_dict");
    } catch (FormatException fault) {
      throw new InputException(name, fault.getMessage(), fault);
    }
  }

  private static Object unpickle(byte[] bytes, MemoryBudget budget) {
    if (bytes.length == 0) {
      throw new FormatException("is empty, expected a pickle");
    }
    String looks = Signature.of(bytes);
    if (looks != null && !looks.equals("a pickle")) {
      throw new FormatException(
          "not a pickle (expected a pickled dict of numpy arrays, found " + looks + ")");
    }
    PickleInput input = new PickleInput(bytes);
    return loadAll(new NumpyUnpickler(input, budget), input);
  }

  private static Object loadAll(NumpyUnpickler unpickler, PickleInput input) {
    Object value = load(unpickler, input);
    if (input.remaining() > 0) {
      throw new FormatException(
          "bytes after the end of the pickle (expected none, found " + input.remaining() + ")");
    }
    return value;
  }

  /** The one place where the library's exceptions become ours. */
  private static Object load(NumpyUnpickler unpickler, PickleInput input) {
    try {
      return unpickler.load(input);
    } catch (FormatException fault) {
      throw fault;
    } catch (IOException | RuntimeException e) {
      if (input.remaining() == 0) {
        throw new FormatException("truncated at byte " + input.position() + ", before its end", e);
      }
      throw new FormatException(
          "malformed pickle (the opcode at byte " + unpickler.opcodeAt() + ")", e);
    }
  }

  private static NamedArrays arrays(Object value, MemoryBudget budget, String format) {
    Flattener flattener = new Flattener(budget);
    flattener.add(value);
    if (flattener.arrays().isEmpty() && !(value instanceof Map)) {
      throw new FormatException(
          "no dict of numpy arrays (expected W1, b1, … in a dict, found " + describe(value) + ")");
    }
    return new NamedArrays(format, flattener.arrays(), flattener.texts(), flattener.numbers());
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
