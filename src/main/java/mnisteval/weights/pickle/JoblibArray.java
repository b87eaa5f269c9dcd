package mnisteval.weights.pickle;

import static mnisteval.weights.array.FormatException.shown;

import mnisteval.weights.array.FormatException;

/**
 * An array that joblib describes in a pickle and whose bytes follow the description, among the
 * opcodes. From joblib 1.2 on there is padding before them, of as many bytes as one byte says.
 *
 * @see <a href="https://github.com/joblib/joblib/blob/main/joblib/numpy_pickle.py">joblib's
 *     numpy_pickle</a>
 */
final class JoblibArray {
  /**
   * Reads the bytes that follow in the pickle.
   *
   * @param state the attributes of the description
   * @return null if a pickle of its own follows, of an array of Python objects
   */
  PickledArray read(Object state, PickleInput pickle) {
    PickledObject description = new PickledObject.Type("NumpyArrayWrapper").make(0);
    description.setState(state, pickle);
    if (description.attribute("subclass") != AllowedGlobal.NDARRAY) {
      throw new FormatException("a numpy array of another class than ndarray");
    }
    PickledArray.ElementType dtype = (PickledArray.ElementType) description.attribute("dtype");
    if (dtype.isObjects()) {
      return null;
    }
    String order = PickledBytes.text(description.attribute("order"));
    if (!order.equals("C") && !order.equals("F")) {
      throw FormatException.of("a numpy array in an unknown order (%s)", shown(order));
    }
    if (description.attribute("numpy_array_alignment_bytes") != null) {
      PickledBytes.take(pickle, 1);
    }
    return PickledArray.ofStream(
        dtype,
        PickledArray.dimensions(description.attribute("shape"), pickle),
        order.equals("F"),
        pickle);
  }
}
