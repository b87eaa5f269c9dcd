package mnisteval.weights.pickle;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mnisteval.weights.array.FormatException;
import net.razorvine.pickle.Opcodes;
import net.razorvine.pickle.PickleUtils;
import net.razorvine.pickle.Unpickler;

/**
 * Reads the opcodes of protocols 0 to 5 and runs nothing. {@link #dispatch} is the whole treatment
 * of every opcode, in one table: used, by the library once the lengths ahead are checked, or here
 * where the library would call, copy or hash too much; harmless, which is read and changes nothing;
 * or refused.
 *
 * <p>On the stack are null, Boolean, Integer, Long, BigInteger, Double, String, {@link
 * PickledBytes} (also for counted text of Python 2), List, {@link PickledSet}, Map, Object[] for
 * tuples, {@link AllowedGlobal}, {@link PickledDType} and {@link PickledArray}.
 */
class NumpyUnpickler extends Unpickler {
  /** As many digits as Python itself converts; more take time that grows with their square. */
  private static final int MAX_DIGITS = 4300;

  /** A number of fifty digits, which may take a microsecond and a half, costs as five objects. */
  private static final int DIGITS_SQUARED_A_BYTE = 4;

  private final PickleInput pickle;
  private final MemoryBudget budget;
  private int opcodeAt;

  NumpyUnpickler(PickleInput pickle, MemoryBudget budget) {
    this.pickle = pickle;
    this.budget = budget;
  }

  /** Where in the file the opcode lies that was read last. */
  int opcodeAt() {
    return opcodeAt;
  }

  @Override
  protected Object dispatch(short key) throws IOException {
    opcodeAt = pickle.position() - 1;
    budget.payOpcode();
    switch (key) {
      // Harmless: they say how the file was written. Its length bounds a frame, as in Python.
      case Opcodes.PROTO:
        readProtocol();
        break;
      case Opcodes.FRAME:
        pickle.requireCounted(8);
        return super.dispatch(key);
      case Opcodes.READONLY_BUFFER:
        return super.dispatch(key);

      // Used, by the library: they move or make one value, and take no length from the file.
      case Opcodes.MARK, Opcodes.POP, Opcodes.DUP:
      case Opcodes.NONE, Opcodes.NEWTRUE, Opcodes.NEWFALSE:
      case Opcodes.EMPTY_TUPLE, Opcodes.TUPLE1, Opcodes.TUPLE2, Opcodes.TUPLE3, Opcodes.TUPLE:
      case Opcodes.EMPTY_LIST, Opcodes.LIST, Opcodes.APPEND:
      case Opcodes.MEMOIZE:
        return super.dispatch(key);
      case Opcodes.STOP:
        if (stack.size() == 0) {
          throw new FormatException("a pickle of nothing, expected a dict of numpy arrays");
        }
        return super.dispatch(key);

      // Used, by the library, when their bytes are there.
      case Opcodes.BININT1, Opcodes.BINGET, Opcodes.BINPUT:
        return checked(key, 1);
      case Opcodes.BININT2:
        return checked(key, 2);
      case Opcodes.BININT, Opcodes.LONG_BINGET, Opcodes.LONG_BINPUT:
        return checked(key, 4);
      case Opcodes.BINFLOAT:
        return checked(key, 8);
      case Opcodes.LONG1:
        return counted(key, 1);
      case Opcodes.LONG4:
        return counted(key, 4);
      case Opcodes.STRING, Opcodes.UNICODE:
        // Read, joined and stripped of escapes, each time as a copy.
        budget.payBytes(3L * pickle.requireLine());
        return super.dispatch(key);
      case Opcodes.INT:
        if (pickle.startsWithZero()) {
          throw new FormatException("a whole number that starts with 0");
        }
        requireShortNumber();
        return super.dispatch(key);
      case Opcodes.LONG, Opcodes.GET, Opcodes.PUT:
        requireShortNumber();
        return super.dispatch(key);

      // Used, here: bytes are not copied, dicts keep order, sets don't hash, calls are looked up.
      case Opcodes.FLOAT:
        requireShortNumber();
        stack.add(parseFloat(PickleUtils.readline(pickle)));
        break;
      case Opcodes.SHORT_BINBYTES, Opcodes.SHORT_BINSTRING:
        stack.add(pickle.take(1));
        break;
      case Opcodes.BINBYTES, Opcodes.BINSTRING:
        stack.add(pickle.take(4));
        break;
      case Opcodes.BINBYTES8, Opcodes.BYTEARRAY8:
        stack.add(pickle.take(8));
        break;
      case Opcodes.SHORT_BINUNICODE:
        stack.add(pickle.take(1).utf8(budget));
        break;
      case Opcodes.BINUNICODE:
        stack.add(pickle.take(4).utf8(budget));
        break;
      case Opcodes.BINUNICODE8:
        stack.add(pickle.take(8).utf8(budget));
        break;
      case Opcodes.POP_MARK:
        stack.pop_all_since_marker();
        break;
      case Opcodes.APPENDS:
        appendAll();
        break;
      case Opcodes.ADDITEMS:
        stack.pop_all_since_marker();
        PickledSet.class.cast(stack.peek());
        break;
      case Opcodes.EMPTY_SET:
        stack.add(PickledSet.ANY);
        break;
      case Opcodes.FROZENSET:
        stack.pop_all_since_marker();
        stack.add(PickledSet.ANY);
        break;
      case Opcodes.EMPTY_DICT:
        stack.add(new LinkedHashMap<>());
        break;
      case Opcodes.DICT:
        List<Object> pairs = stack.pop_all_since_marker();
        stack.add(new LinkedHashMap<>());
        setItems(pairs);
        break;
      case Opcodes.SETITEM:
        Object value = stack.pop();
        setItems(Arrays.asList(stack.pop(), value));
        break;
      case Opcodes.SETITEMS:
        setItems(stack.pop_all_since_marker());
        break;
      case Opcodes.GLOBAL:
        stack.add(readGlobal());
        break;
      case Opcodes.STACK_GLOBAL:
        String name = (String) stack.pop();
        stack.add(global((String) stack.pop() + "." + name));
        break;
      case Opcodes.REDUCE:
        Object[] arguments = (Object[]) stack.pop();
        stack.add(call(stack.pop(), arguments));
        break;
      case Opcodes.BUILD:
        build();
        break;

      // Refused: they make objects of classes, or refer to what lies outside the file.
      case Opcodes.INST:
        readGlobal();
        throw refused("INST, which makes an object of a class");
      case Opcodes.OBJ:
        throw refused("OBJ, which makes an object of a class");
      case Opcodes.NEWOBJ:
        throw refused("NEWOBJ, which makes an object of a class");
      case Opcodes.NEWOBJ_EX:
        throw refused("NEWOBJ_EX, which makes an object of a class");
      case Opcodes.EXT1, Opcodes.EXT2, Opcodes.EXT4:
        throw refused("EXT, which refers to Python's extension registry");
      case Opcodes.BINPERSID:
        stack.add(persistent(stack.pop()));
        break;
      case Opcodes.PERSID:
        throw refused("PERSID, which refers to something outside the file");
      case Opcodes.NEXT_BUFFER:
        throw refused("NEXT_BUFFER, which refers to a buffer outside the file");
      default:
        throw new FormatException(
            "not a pickle (byte 0x"
                + Integer.toHexString(key)
                + " at "
                + opcodeAt
                + " is no opcode)");
    }
    return NO_RETURN_VALUE;
  }

  /** What stands for a name, with its module. */
  Object global(String global) {
    AllowedGlobal allowed = AllowedGlobal.of(global);
    if (allowed == null) {
      throw refusedGlobal(global);
    }
    return allowed;
  }

  /** What is wrong with a name that is not on the list. */
  FormatException refusedGlobal(String global) {
    return RefusedGlobal.of(global);
  }

  /** What calling something that stands for a name gives. */
  Object call(Object function, Object[] arguments) {
    return ((AllowedGlobal) function).call(arguments, budget);
  }

  /** What lies outside the pickle under this id. */
  Object persistent(Object id) {
    throw refused("PERSID, which refers to something outside the file");
  }

  /** Whether BUILD leaves such an object as it is. */
  boolean ignoresState(Object target) {
    return false;
  }

  private Object checked(short key, int size) throws IOException {
    pickle.require(size);
    return super.dispatch(key);
  }

  private Object counted(short key, int lengthSize) throws IOException {
    budget.payBytes(2L * pickle.requireCounted(lengthSize));
    return super.dispatch(key);
  }

  private Object readGlobal() throws IOException {
    budget.payBytes(3L * pickle.requireLine());
    String module = PickleUtils.readline(pickle);
    budget.payBytes(3L * pickle.requireLine());
    return global(module + "." + PickleUtils.readline(pickle));
  }

  private void requireShortNumber() {
    long digits = pickle.requireLine();
    if (digits > MAX_DIGITS) {
      throw new FormatException("a number of more than " + MAX_DIGITS + " digits");
    }
    budget.payBytes(digits * digits / DIGITS_SQUARED_A_BYTE);
  }

  private void readProtocol() throws IOException {
    long protocol = pickle.peekNumber(1);
    if (protocol > HIGHEST_PROTOCOL) {
      throw new FormatException(
          "unknown pickle protocol (expected 0 to 5, found " + protocol + ")");
    }
    super.dispatch(Opcodes.PROTO);
  }

  private static double parseFloat(String text) {
    return switch (text) {
      case "nan" -> Double.NaN;
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      default -> {
        requireDecimal(text);
        yield Double.parseDouble(text);
      }
    };
  }

  /** Java also reads hexadecimal numbers, and an F or a D at the end. */
  private static void requireDecimal(String text) {
    for (int i = 0; i < text.length(); i++) {
      if ("0123456789+-.eE".indexOf(text.charAt(i)) < 0) {
        throw new NumberFormatException(text);
      }
    }
  }

  private void appendAll() {
    List<Object> items = stack.pop_all_since_marker();
    @SuppressWarnings("unchecked")
    List<Object> list = (List<Object>) stack.peek();
    list.addAll(items);
  }

  /** Puts keys and values, one after the other, into the dict on top of the stack. */
  private void setItems(List<Object> pairs) {
    @SuppressWarnings("unchecked")
    Map<Object, Object> dict = (Map<Object, Object>) stack.peek();
    for (int i = 0; i < pairs.size(); i += 2) {
      dict.put(DictKey.of(pairs.get(i), budget), pairs.get(i + 1));
    }
  }

  private void build() {
    Object state = stack.pop();
    Object target = stack.peek();
    if (target instanceof PickledArray array) {
      array.setState(state, budget);
    } else if (target instanceof PickledDType dtype) {
      dtype.setState(state);
    } else if (!ignoresState(target)) {
      throw refused("BUILD, which sets the state of an object, on something else than an array");
    }
  }

  private static FormatException refused(String what) {
    return new FormatException("uses " + what + "; only numpy arrays are read");
  }
}
