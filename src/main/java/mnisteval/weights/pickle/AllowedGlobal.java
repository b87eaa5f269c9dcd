package mnisteval.weights.pickle;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mnisteval.weights.array.FormatException;

/**
 * The names a pickle may refer to, and what stands for them here: the few functions and classes
 * with which numpy and Python write arrays and plain containers. All others are refused.
 */
enum AllowedGlobal {
  /** An empty array, whose content BUILD sets: how numpy writes arrays up to protocol 4. */
  RECONSTRUCT {
    @Override
    Object call(Object[] arguments, MemoryBudget budget) {
      if (arguments.length != 3 || arguments[0] != NDARRAY) {
        throw new FormatException("a numpy array of another class than ndarray");
      }
      return new PickledArray();
    }
  },
  /** An array over bytes: how numpy writes contiguous arrays from protocol 5 on. */
  FROM_BUFFER {
    @Override
    Object call(Object[] arguments, MemoryBudget budget) {
      PickledArray array = new PickledArray();
      array.setBuffer(arguments, budget);
      return array;
    }
  },
  /** A single number with a dtype. */
  SCALAR {
    @Override
    Object call(Object[] arguments, MemoryBudget budget) {
      PickledArray array = new PickledArray();
      array.setScalar(arguments, budget);
      return array;
    }
  },
  NDARRAY,
  DTYPE {
    @Override
    Object call(Object[] arguments, MemoryBudget budget) {
      return new PickledDType(arguments);
    }
  },
  /** Text to bytes: how Python 3 writes bytes up to protocol 2. */
  ENCODE {
    @Override
    Object call(Object[] arguments, MemoryBudget budget) {
      return encode(arguments, budget);
    }
  },
  BYTES {
    @Override
    Object call(Object[] arguments, MemoryBudget budget) {
      if (arguments.length == 0) {
        return PickledBytes.of(new byte[0]);
      }
      return arguments[0] instanceof PickledBytes bytes ? bytes : encode(arguments, budget);
    }
  },
  /** Of any members. */
  SET {
    @Override
    Object call(Object[] arguments, MemoryBudget budget) {
      return PickledSet.ANY;
    }
  },
  ORDERED_DICT {
    @Override
    Object call(Object[] arguments, MemoryBudget budget) {
      Map<Object, Object> dict = new LinkedHashMap<>();
      if (arguments.length > 0) {
        for (Object pair : (List<?>) arguments[0]) {
          // No copy: one long tuple may be here many times.
          List<?> keyAndValue =
              pair instanceof Object[] tuple ? Arrays.asList(tuple) : (List<?>) pair;
          budget.payOpcode();
          if (keyAndValue.size() != 2) {
            throw new IllegalArgumentException("no pair");
          }
          dict.put(DictKey.of(keyAndValue.get(0), budget), keyAndValue.get(1));
        }
      }
      return dict;
    }
  };

  /** What calling it with these arguments gives. */
  Object call(Object[] arguments, MemoryBudget budget) {
    throw new FormatException("calls " + name().toLowerCase(java.util.Locale.ROOT));
  }

  /** Looks a name up, with its module; null if it is not on the list. */
  static AllowedGlobal of(String global) {
    return switch (global) {
      case "numpy.core.multiarray._reconstruct", "numpy._core.multiarray._reconstruct" ->
          RECONSTRUCT;
      case "numpy.core.numeric._frombuffer", "numpy._core.numeric._frombuffer" -> FROM_BUFFER;
      case "numpy.core.multiarray.scalar", "numpy._core.multiarray.scalar" -> SCALAR;
      case "numpy.ndarray" -> NDARRAY;
      case "numpy.dtype" -> DTYPE;
      case "_codecs.encode" -> ENCODE;
      case "builtins.bytes", "__builtin__.bytes", "builtins.bytearray", "__builtin__.bytearray" ->
          BYTES;
      case "builtins.set", "__builtin__.set", "builtins.frozenset", "__builtin__.frozenset" -> SET;
      case "collections.OrderedDict" -> ORDERED_DICT;
      default -> null;
    };
  }

  private static PickledBytes encode(Object[] arguments, MemoryBudget budget) {
    String text = (String) arguments[0];
    String encoding = arguments.length < 2 ? "utf-8" : PickledArray.text(arguments[1]);
    return switch (encoding) {
      case "latin1", "latin-1" -> PickledBytes.ofLatin1(text, budget);
      case "utf-8", "utf8" -> {
        budget.payBytes(3L * text.length());
        yield PickledBytes.of(text.getBytes(StandardCharsets.UTF_8));
      }
      default -> throw new FormatException("encodes text in another way than latin1 or utf-8");
    };
  }
}
