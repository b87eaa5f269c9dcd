package mnisteval.weights.pickle;

import java.util.Arrays;
import java.util.List;
import mnisteval.weights.array.NdArray;

/** Makes an array of nested lists of numbers, such as {@code array.tolist()} gives. */
final class NestedNumbers {
  private static final int MAX_RANK = 4;

  private final int[] shape;
  private final double[] numbers;
  private int count;

  private NestedNumbers(int[] shape, int size) {
    this.shape = shape;
    this.numbers = new double[size];
  }

  /** Returns an array, or null if the list holds something else, or lists of several lengths. */
  static NdArray of(List<?> list, MemoryBudget budget) {
    int[] lengths = new int[MAX_RANK];
    int rank = 0;
    Object first = list;
    long size = 1;
    for (List<?> items = list; items != null; items = items(first)) {
      if (rank == MAX_RANK || items.isEmpty()) {
        return null;
      }
      lengths[rank++] = items.size();
      size *= items.size();
      first = items.get(0);
      if (size > Integer.MAX_VALUE / Double.BYTES) {
        return null;
      }
    }
    if (!isNumber(first)) {
      return null;
    }
    budget.payBytes(2L * Double.BYTES * size);
    NestedNumbers nested = new NestedNumbers(Arrays.copyOf(lengths, rank), (int) size);
    return nested.fill(list, 0) ? NdArray.of(nested.shape, nested.numbers) : null;
  }

  private boolean fill(List<?> list, int depth) {
    if (list == null || list.size() != shape[depth]) {
      return false;
    }
    for (Object item : list) {
      if (depth + 1 < shape.length) {
        if (!fill(items(item), depth + 1)) {
          return false;
        }
      } else if (isNumber(item)) {
        numbers[count++] = number(item);
      } else {
        return false;
      }
    }
    return true;
  }

  static boolean isNumber(Object value) {
    return value instanceof Number
        || value instanceof Boolean
        || value instanceof PickledArray array
            && array.content() != null
            && array.content().rank() == 0;
  }

  private static double number(Object value) {
    if (value instanceof Boolean bool) {
      return bool ? 1 : 0;
    }
    return value instanceof PickledArray array
        ? array.content().elements()[0]
        : ((Number) value).doubleValue();
  }

  /** Returns the items of a list or tuple, or null of anything else. */
  static List<?> items(Object value) {
    return value instanceof Object[] tuple
        ? Arrays.asList(tuple)
        : value instanceof List<?> list ? list : null;
  }
}
