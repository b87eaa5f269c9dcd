package mnisteval.weights.pickle;

import java.util.Map;
import mnisteval.weights.array.DType;
import mnisteval.weights.array.FormatException;
import mnisteval.weights.array.NdArray;

/**
 * Reads the {@code data.pkl} of a file of {@code torch.save}: to what numpy's pickles may refer to
 * come storages, which lie beside it, and the two functions that put tensors over them. They are
 * data here as well.
 */
final class TorchUnpickler extends NumpyUnpickler {
  /** A class of storages, which says what their elements are. */
  private record StorageType(DType dtype) {}

  private record Storage(DType dtype, byte[] bytes) {}

  private enum Rebuild {
    TENSOR,
    PARAMETER
  }

  private final MemoryBudget budget;
  private final TorchStorages storages;

  /** Typed as its superclass, or the verifier would load this class with every PickleReader. */
  static NumpyUnpickler of(PickleInput pickle, MemoryBudget budget, TorchStorages storages) {
    return new TorchUnpickler(pickle, budget, storages);
  }

  private TorchUnpickler(PickleInput pickle, MemoryBudget budget, TorchStorages storages) {
    super(pickle, budget);
    this.budget = budget;
    this.storages = storages;
  }

  @Override
  Object global(String global) {
    return switch (global) {
      case "torch.FloatStorage" -> storageType(DType.of("f4"));
      case "torch.DoubleStorage" -> storageType(DType.of("f8"));
      case "torch.HalfStorage" -> storageType(DType.of("f2"));
      case "torch.BFloat16Storage" -> storageType(DType.BFLOAT16);
      case "torch.LongStorage" -> storageType(DType.of("i8"));
      case "torch.IntStorage" -> storageType(DType.of("i4"));
      case "torch.ShortStorage" -> storageType(DType.of("i2"));
      case "torch.CharStorage" -> storageType(DType.of("i1"));
      case "torch.ByteStorage" -> storageType(DType.of("u1"));
      case "torch.BoolStorage" -> storageType(DType.of("b1"));
      case "torch._utils._rebuild_tensor_v2" -> Rebuild.TENSOR;
      case "torch._utils._rebuild_parameter" -> Rebuild.PARAMETER;
      default -> super.global(global);
    };
  }

  @Override
  FormatException refusedGlobal(String global) {
    return RefusedGlobal.inTorchFile(global);
  }

  private StorageType storageType(DType dtype) {
    return new StorageType(dtype.withBigEndian(storages.bigEndian()));
  }

  @Override
  Object call(Object function, Object[] arguments) {
    if (function == Rebuild.TENSOR) {
      return tensor(arguments);
    }
    return function == Rebuild.PARAMETER ? arguments[0] : super.call(function, arguments);
  }

  /** {@code ('storage', type, key, location, elements)}. */
  @Override
  Object persistent(Object id) {
    Object[] fields = (Object[]) id;
    if (fields.length != 5 || !"storage".equals(fields[0])) {
      throw new FormatException("refers to something else outside data.pkl than a storage");
    }
    DType dtype = ((StorageType) fields[1]).dtype();
    byte[] bytes = storages.bytes((String) fields[2]);
    long elements = ((Number) fields[4]).longValue();
    if (elements < 0 || elements > bytes.length / dtype.size()) {
      throw new FormatException(
          "a storage of another length (expected "
              + elements
              + " elements of "
              + dtype
              + ", found "
              + bytes.length
              + " bytes)");
    }
    return new Storage(dtype, bytes);
  }

  /** {@code storage, offset, size, stride, requires_grad, backward_hooks}. */
  private PickledArray tensor(Object[] arguments) {
    Storage storage = (Storage) arguments[0];
    int[] shape = PickledArray.dimensions(arguments[2], budget);
    int[] strides = PickledArray.dimensions(arguments[3], budget);
    if (shape.length != strides.length) {
      throw new FormatException("a tensor with another number of strides than dimensions");
    }
    long first = ((Number) arguments[1]).longValue();
    byte[] bytes = storage.bytes();
    return new PickledArray(
        NdArray.strided(storage.dtype(), shape, strides, first, bytes, 0, bytes.length));
  }

  /** A state_dict carries the versions of its modules as an attribute, which says nothing here. */
  @Override
  boolean ignoresState(Object target) {
    return target instanceof Map;
  }
}
