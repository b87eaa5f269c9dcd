package mnisteval.weights.pickle;

import static mnisteval.weights.array.FormatException.shown;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import mnisteval.weights.array.FormatException;

/**
 * The functions and classes that a pickle may refer to: the few with which numpy and Python write
 * arrays and plain containers. All others are refused.
 */
enum AllowedGlobal {
  /** Makes an empty array, whose content BUILD sets: how numpy writes arrays up to protocol 4. */
  RECONSTRUCT,
  /** Makes an array over bytes: how numpy writes contiguous arrays from protocol 5 on. */
  FROM_BUFFER,
  /** Makes a single number with a dtype. */
  SCALAR,
  NDARRAY,
  DTYPE,
  /** Makes bytes of text: how Python 3 writes bytes up to protocol 2. */
  ENCODE,
  BYTES,
  SET,
  ORDERED_DICT,
  /** Makes an object of its attributes: how Python writes objects in protocols 0 and 1. */
  RECONSTRUCTOR,
  /** The class of all objects, which {@link #RECONSTRUCTOR} takes. */
  OBJECT,
  /** Generators of random numbers, which scikit-learn keeps; what is in them is left out. */
  RANDOM,
  /** The description of an array whose bytes follow: how joblib writes arrays. */
  JOBLIB_ARRAY;

  /** Stands for every set: sets hold no arrays, so nothing looks at their members. */
  static final Set<Object> ANY_SET = Set.of();

  private static final String ARRAYS =
      "of an object, write its arrays, as pickle.dump({'W1': …, 'b1': …, 'W2': …, 'b2': …}, f)";

  private static final String STATE_DICT =
      "torch.save(model.state_dict(), FILE) writes what is read";

  /** Looks up a name with its module; null if it is not allowed. */
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
      case "copyreg._reconstructor", "copy_reg._reconstructor" -> RECONSTRUCTOR;
      case "builtins.object", "__builtin__.object" -> OBJECT;
      case "joblib.numpy_pickle.NumpyArrayWrapper",
          "sklearn.externals.joblib.numpy_pickle.NumpyArrayWrapper" ->
          JOBLIB_ARRAY;
      default -> global.startsWith("numpy.random.") && isRandom(global) ? RANDOM : null;
    };
  }

  /** Returns what a call with these arguments gives. */
  Object call(Object[] arguments, PickleInput pickle) {
    return switch (this) {
      case RECONSTRUCT -> {
        if (arguments.length != 3 || arguments[0] != NDARRAY) {
          throw new FormatException("a numpy array of another class than ndarray");
        }
        yield new PickledArray(null);
      }
      case FROM_BUFFER -> PickledArray.ofBuffer(arguments, pickle);
      case SCALAR -> PickledArray.ofScalar(arguments, pickle);
      case NDARRAY -> throw new FormatException("calls ndarray");
      case DTYPE -> new PickledArray.ElementType(arguments);
      case ENCODE -> encode(arguments, pickle);
      case BYTES -> {
        if (arguments.length == 0) {
          yield PickledBytes.of(new byte[0]);
        }
        yield arguments[0] instanceof PickledBytes bytes ? bytes : encode(arguments, pickle);
      }
      case SET -> ANY_SET;
      case ORDERED_DICT -> orderedDict(arguments, pickle);
      case RECONSTRUCTOR -> object(arguments);
      case OBJECT -> throw new FormatException("calls object");
      case RANDOM -> RANDOM;
      case JOBLIB_ARRAY -> throw new FormatException("calls joblib's NumpyArrayWrapper");
    };
  }

  private static boolean isRandom(String global) {
    return switch (global.substring(global.lastIndexOf('.') + 1)) {
      case "__RandomState_ctor", "__randomstate_ctor", "__generator_ctor", "__bit_generator_ctor" ->
          true;
      case "MT19937", "PCG64", "PCG64DXSM", "Philox", "SFC64" -> true;
      case "SeedSequence", "__pyx_unpickle_SeedSequence" -> true;
      default -> false;
    };
  }

  /** Makes an object of a class, the class before it and no value of that. */
  private static PickledObject object(Object[] arguments) {
    if (arguments.length != 3
        || !(arguments[0] instanceof PickledObject.Type type)
        || arguments[1] != OBJECT
        || arguments[2] != null) {
      throw new FormatException("makes an object of more than its attributes");
    }
    return type.make(0);
  }

  /**
   * Looks up a name that people gave a class or a function; null if it may be none: of Python's own
   * library, of numpy, or of a library whose objects are read in no way or in another.
   */
  static PickledObject.Type type(String global) {
    boolean numpy = global.startsWith("numpy.");
    boolean own = OwnNames.isOwn(global) && !numpy && advice(global) == null;
    return own || SklearnModel.isRead(global) || isTanh(global)
        ? new PickledObject.Type(global)
        : null;
  }

  /** Returns whether it is numpy's tanh, the only function that is an activation as it is. */
  private static boolean isTanh(String global) {
    return global.equals("numpy.tanh") || global.equals("numpy.core._multiarray_umath.tanh");
  }

  private static PickledBytes encode(Object[] arguments, PickleInput pickle) {
    String text = (String) arguments[0];
    String encoding = arguments.length < 2 ? "utf-8" : PickledBytes.text(arguments[1]);
    return switch (encoding) {
      case "latin1", "latin-1" -> PickledBytes.ofLatin1(text, pickle);
      case "utf-8", "utf8" -> {
        pickle.payBytes(3L * text.length());
        yield PickledBytes.of(text.getBytes(StandardCharsets.UTF_8));
      }
      default -> throw new FormatException("encodes text in another way than latin1 or utf-8");
    };
  }

  private static Map<Object, Object> orderedDict(Object[] arguments, PickleInput pickle) {
    Map<Object, Object> dict = new LinkedHashMap<>();
    for (Object pair : arguments.length == 0 ? List.of() : (List<?>) arguments[0]) {
      // Not copied: the same long tuple may come many times.
      List<?> keyAndValue = PickledArray.items(pair);
      pickle.payOpcode();
      if (keyAndValue.size() != 2) {
        throw new IllegalArgumentException("no pair");
      }
      dict.put(PickledBytes.key(keyAndValue.get(0), pickle), keyAndValue.get(1));
    }
    return dict;
  }

  /** Makes the exception for a name that is not allowed, with advice on what to write instead. */
  static FormatException refused(String global) {
    String advice = advice(global);
    return FormatException.of(
        "refers to %s; only numpy arrays are read%s",
        shown(global), advice == null ? "" : ": " + advice);
  }

  /** Makes the exception for a call of a class or function that people wrote. */
  static FormatException refusedCall(String global) {
    return FormatException.of("calls %s; only numpy arrays are read: %s", shown(global), ARRAYS);
  }

  /** Makes the exception for a name that is not allowed in the pickle of a PyTorch file. */
  static FormatException refusedInTorchFile(String global) {
    if (global.startsWith("torch.nn.")) {
      return FormatException.of(
          "refers to %s; only networks of torch.nn.Linear and activations are read", shown(global));
    }
    return FormatException.of("refers to %s; only tensors are read: %s", shown(global), STATE_DICT);
  }

  /** Returns what to write instead of what a library or Python writes, or null. */
  private static String advice(String global) {
    String keras = "of a model, write model.get_weights()";
    String[][] advices = {
      {
        "sklearn.",
        "of scikit-learn, MLPClassifier and LogisticRegression are, also after StandardScaler"
      },
      {"joblib.", "write them with pickle.dump or numpy.savez"},
      {"keras.", keras},
      {"tensorflow.", keras},
      {"torch.", STATE_DICT},
      {"__torch__.", STATE_DICT},
      {"dill.", "dill wrote an object with its class; " + ARRAYS},
      {"cloudpickle.", "cloudpickle wrote an object with its class; " + ARRAYS},
    };
    for (String[] advice : advices) {
      if (global.startsWith(advice[0])) {
        return advice[1];
      }
    }
    return null;
  }
}
