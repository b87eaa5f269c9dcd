package mnisteval.weights.pickle;

import static mnisteval.weights.array.FormatException.shown;

import mnisteval.weights.array.DType;
import mnisteval.weights.array.FormatException;

/** A numpy dtype while it is read: BUILD gives it its byte order after the memo has it. */
final class PickledDType {
  private DType dtype;
  private boolean used;

  /** Takes the arguments of {@code numpy.dtype}: a type code without byte order, and two flags. */
  PickledDType(Object[] arguments) {
    if (arguments.length > 2 && (arguments[2].equals(0) || arguments[2].equals(false))) {
      throw new FormatException(
          "a numpy dtype that is shared, whose byte order BUILD would not set");
    }
    String code = PickledBytes.text(arguments[0]);
    dtype = DType.of(code);
    if (dtype == null) {
      throw FormatException.of(
          "holds a numpy array of dtype %s%s; only real numbers of at most 8 bytes are read",
          shown(code), describe(code));
    }
  }

  private static String describe(String code) {
    return switch (code.isEmpty() ? ' ' : code.charAt(0)) {
      case 'O' -> " (Python objects)";
      case 'V' -> " (structured)";
      case 'U', 'S', 'a' -> " (text)";
      case 'M', 'm' -> " (dates or times)";
      case 'c' -> " (complex)";
      default -> "";
    };
  }

  /** Takes the state of BUILD: version, byte order, and fields that only structured types have. */
  void setState(Object state) {
    if (used) {
      throw new FormatException("a numpy dtype that changes after an array of it was made");
    }
    Object[] fields = (Object[]) state;
    if (fields[2] != null || fields[3] != null || fields[4] != null) {
      throw new FormatException("holds a structured numpy array; only real numbers are read");
    }
    dtype =
        switch (PickledBytes.text(fields[1])) {
          case "<", "=", "|" -> dtype.withBigEndian(false);
          case ">" -> dtype.withBigEndian(true);
          default -> throw new FormatException("a numpy dtype of unknown byte order");
        };
  }

  /** Returns the type, which can't be changed any more. */
  DType used() {
    used = true;
    return dtype;
  }
}
