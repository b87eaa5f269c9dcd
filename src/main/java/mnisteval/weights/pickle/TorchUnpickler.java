package mnisteval.weights.pickle;

import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import mnisteval.weights.array.DType;
import mnisteval.weights.array.FormatException;
import mnisteval.weights.array.NdArray;

/**
 * Reads the {@code data.pkl} of a file of {@code torch.save}. It may refer to all that numpy's
 * pickles may, to storages, which lie beside it, to two functions that make tensors of them, and to
 * the modules of which fully connected networks are made.
 */
final class TorchUnpickler extends NumpyUnpickler {
  private record Storage(DType dtype, byte[] bytes) {}

  private enum Rebuild {
    TENSOR,
    PARAMETER
  }

  private static final String MODULES = "torch.nn.modules.";
  private static final String FUNCTIONS = "torch.nn.functional.";

  /** Those that hold others, and those that compute what a network does when it is evaluated. */
  private static final Pattern MODULES_READ =
      Pattern.compile(
          "container\\..*|linear\\.(Linear|Identity)|dropout\\.Dropout|flatten\\.Flatten|loss\\..*"
              + "|activation\\.(?!MultiheadAttention|PReLU).*");

  private final Function<String, byte[]> storages;
  private final boolean bigEndian;

  /** Typed as its superclass, or the verifier would load this class with every PickleReader. */
  static NumpyUnpickler of(
      PickleInput pickle, Function<String, byte[]> storages, boolean bigEndian) {
    return new TorchUnpickler(pickle, storages, bigEndian);
  }

  private TorchUnpickler(PickleInput pickle, Function<String, byte[]> storages, boolean bigEndian) {
    super(pickle);
    this.storages = storages;
    this.bigEndian = bigEndian;
  }

  @Override
  Object global(String global) {
    return switch (global) {
      case "torch.FloatStorage" -> storage(DType.of("f4"));
      case "torch.DoubleStorage" -> storage(DType.of("f8"));
      case "torch.HalfStorage" -> storage(DType.of("f2"));
      case "torch.BFloat16Storage" -> storage(DType.BFLOAT16);
      case "torch.LongStorage" -> storage(DType.of("i8"));
      case "torch.IntStorage" -> storage(DType.of("i4"));
      case "torch.ShortStorage" -> storage(DType.of("i2"));
      case "torch.CharStorage" -> storage(DType.of("i1"));
      case "torch.ByteStorage" -> storage(DType.of("u1"));
      case "torch.BoolStorage" -> storage(DType.of("b1"));
      case "torch._utils._rebuild_tensor_v2" -> Rebuild.TENSOR;
      case "torch._utils._rebuild_parameter" -> Rebuild.PARAMETER;
      default -> {
        if (AllowedGlobal.of(global) != null) {
          yield super.global(global);
        }
        PickledObject.Type type = type(global);
        if (type == null) {
          throw AllowedGlobal.refusedInTorchFile(global);
        }
        yield type;
      }
    };
  }

  /** Looks up a class that people wrote, or a module of PyTorch; null for all others. */
  private static PickledObject.Type type(String global) {
    if (!global.startsWith("torch.")) {
      return AllowedGlobal.type(global);
    }
    boolean module =
        global.startsWith(MODULES)
            && MODULES_READ.matcher(global.substring(MODULES.length())).matches();
    return module || global.startsWith(FUNCTIONS) ? new PickledObject.Type(global) : null;
  }

  /** Looks up a class of storages, for which the type of their elements stands. */
  private DType storage(DType dtype) {
    return dtype.withBigEndian(bigEndian);
  }

  @Override
  Object call(Object function, Object[] arguments) {
    if (function == Rebuild.TENSOR) {
      return tensor(arguments);
    }
    if (function instanceof PickledObject.Type type) {
      throw AllowedGlobal.refusedInTorchFile(type.name());
    }
    return function == Rebuild.PARAMETER ? arguments[0] : super.call(function, arguments);
  }

  /** Reads the storage of {@code ('storage', type, key, location, elements)}. */
  @Override
  Object persistent(Object id) {
    Object[] fields = (Object[]) id;
    if (fields.length != 5 || !"storage".equals(fields[0])) {
      throw new FormatException("refers to something else outside data.pkl than a storage");
    }
    DType dtype = (DType) fields[1];
    byte[] bytes = storages.apply((String) fields[2]);
    long elements = ((Number) fields[4]).longValue();
    if (elements < 0 || elements > bytes.length / dtype.size()) {
      throw FormatException.of(
          "a storage of another length (expected %d elements of %s, found %d bytes)",
          elements, dtype, bytes.length);
    }
    return new Storage(dtype, bytes);
  }

  /** Makes a tensor of {@code storage, offset, size, stride, requires_grad, backward_hooks}. */
  private PickledArray tensor(Object[] arguments) {
    Storage storage = (Storage) arguments[0];
    int[] shape = PickledArray.dimensions(arguments[2], pickle);
    int[] strides = PickledArray.dimensions(arguments[3], pickle);
    if (shape.length != strides.length) {
      throw new FormatException("a tensor with another number of strides than dimensions");
    }
    long first = ((Number) arguments[1]).longValue();
    byte[] bytes = storage.bytes();
    return new PickledArray(
        NdArray.strided(storage.dtype(), shape, strides, first, bytes, 0, bytes.length));
  }

  /** Ignores the versions of the modules, which a state_dict has as an attribute. */
  @Override
  boolean ignoresState(Object target) {
    return target instanceof Map;
  }
}
