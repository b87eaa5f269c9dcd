package mnisteval.weights.pickle;

import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import mnisteval.weights.array.FormatException;
import net.razorvine.pickle.Opcodes;
import net.razorvine.pickle.PickleUtils;
import net.razorvine.pickle.Unpickler;

/**
 * Reads the opcodes of protocols 0 to 5 and runs nothing. {@link #dispatch} is one table of all
 * opcodes. They are used, by the library once the lengths ahead are checked, or here where the
 * library would call, copy or hash too much; or they are harmless and change nothing; or they are
 * refused.
 *
 * <p>On the stack are null, Boolean, Integer, Long, BigInteger, Double, String, {@link
 * PickledBytes} (also for counted text of Python 2), List, {@link AllowedGlobal#ANY_SET}, Map,
 * Object[] for tuples, {@link AllowedGlobal}, {@link PickledArray.ElementType}, {@link
 * PickledArray}, {@link JoblibArray}, {@link PickledObject} and {@link PickledObject.Type}.
 */
class NumpyUnpickler extends Unpickler {
  private static final String PERSID = "PERSID, which refers to something outside the file";

  /** As many digits as Python itself converts; more take time that grows with their square. */
  private static final int MAX_DIGITS = 4300;

  /** A number of 50 digits, which may take a microsecond and a half, costs as much as 5 objects. */
  private static final int DIGITS_SQUARED_A_BYTE = 4;

  final PickleInput pickle;
  private final boolean within;
  private int opcodeAt;

  NumpyUnpickler(PickleInput pickle) {
    this(pickle, false);
  }

  /**
   * Makes a reader of a pickle.
   *
   * @param within whether another pickle goes on after it; there, none may be within this one
   */
  private NumpyUnpickler(PickleInput pickle, boolean within) {
    this.pickle = pickle;
    this.within = within;
  }

  /** Returns where in the file the opcode lies that was read last. */
  int opcodeAt() {
    return opcodeAt;
  }

  @Override
  protected Object dispatch(short key) throws IOException {
    opcodeAt = pickle.position() - 1;
    pickle.payOpcode();
    return switch (key) {
      // Harmless: they say how the file was written. A frame's length is bounded, as in Python.
      case Opcodes.PROTO -> readProtocol();
      case Opcodes.FRAME -> {
        pickle.requireCounted(8);
        yield super.dispatch(key);
      }
      case Opcodes.READONLY_BUFFER -> super.dispatch(key);

      // Used, by the library: they move or make one value, and take no length from the file.
      case Opcodes.MARK, Opcodes.POP, Opcodes.DUP, Opcodes.MEMOIZE -> super.dispatch(key);
      case Opcodes.NONE, Opcodes.NEWTRUE, Opcodes.NEWFALSE -> super.dispatch(key);
      case Opcodes.EMPTY_TUPLE, Opcodes.TUPLE1, Opcodes.TUPLE2, Opcodes.TUPLE3, Opcodes.TUPLE ->
          super.dispatch(key);
      case Opcodes.EMPTY_LIST, Opcodes.LIST -> super.dispatch(key);
      case Opcodes.STOP -> {
        if (stack.size() == 0) {
          throw new FormatException("a pickle of nothing, expected a dict of numpy arrays");
        }
        yield super.dispatch(key);
      }

      // Used, by the library, when their bytes are there.
      case Opcodes.BININT1, Opcodes.BINGET, Opcodes.BINPUT -> checked(key, 1);
      case Opcodes.BININT2 -> checked(key, 2);
      case Opcodes.BININT, Opcodes.LONG_BINGET, Opcodes.LONG_BINPUT -> checked(key, 4);
      case Opcodes.BINFLOAT -> checked(key, 8);
      case Opcodes.LONG1 -> counted(key, 1);
      case Opcodes.LONG4 -> counted(key, 4);
      case Opcodes.STRING, Opcodes.UNICODE -> {
        // Read, joined and stripped of escapes, each time as a copy.
        pickle.payBytes(3L * pickle.requireLine());
        yield super.dispatch(key);
      }
      case Opcodes.INT -> {
        if (pickle.startsWithZero()) {
          throw new FormatException("a whole number that starts with 0");
        }
        requireShortNumber();
        yield super.dispatch(key);
      }
      case Opcodes.LONG, Opcodes.GET, Opcodes.PUT -> {
        requireShortNumber();
        yield super.dispatch(key);
      }

      // Used, here: bytes are not copied, dicts keep order, sets don't hash, calls are looked up.
      case Opcodes.FLOAT -> {
        requireShortNumber();
        yield push(parseFloat(PickleUtils.readline(pickle)));
      }
      case Opcodes.SHORT_BINBYTES, Opcodes.SHORT_BINSTRING -> push(PickledBytes.take(pickle, 1));
      case Opcodes.BINBYTES, Opcodes.BINSTRING -> push(PickledBytes.take(pickle, 4));
      case Opcodes.BINBYTES8, Opcodes.BYTEARRAY8 -> push(PickledBytes.take(pickle, 8));
      case Opcodes.SHORT_BINUNICODE -> push(PickledBytes.take(pickle, 1).utf8(pickle));
      case Opcodes.BINUNICODE -> push(PickledBytes.take(pickle, 4).utf8(pickle));
      case Opcodes.BINUNICODE8 -> push(PickledBytes.take(pickle, 8).utf8(pickle));
      case Opcodes.POP_MARK -> {
        stack.pop_all_since_marker();
        yield NO_RETURN_VALUE;
      }
      case Opcodes.APPEND -> appendAll(Collections.singletonList(stack.pop()));
      case Opcodes.APPENDS -> appendAll(stack.pop_all_since_marker());
      case Opcodes.ADDITEMS -> {
        stack.pop_all_since_marker();
        Set.class.cast(stack.peek());
        yield NO_RETURN_VALUE;
      }
      case Opcodes.EMPTY_SET -> push(AllowedGlobal.ANY_SET);
      case Opcodes.FROZENSET -> {
        stack.pop_all_since_marker();
        yield push(AllowedGlobal.ANY_SET);
      }
      case Opcodes.EMPTY_DICT -> push(new LinkedHashMap<>());
      case Opcodes.DICT -> {
        List<Object> pairs = stack.pop_all_since_marker();
        push(new LinkedHashMap<>());
        yield setItems(pairs);
      }
      case Opcodes.SETITEM -> {
        Object value = stack.pop();
        yield setItems(Arrays.asList(stack.pop(), value));
      }
      case Opcodes.SETITEMS -> setItems(stack.pop_all_since_marker());
      case Opcodes.GLOBAL -> push(readGlobal());
      case Opcodes.STACK_GLOBAL -> {
        String name = (String) stack.pop();
        yield push(global((String) stack.pop() + "." + name));
      }
      case Opcodes.REDUCE -> {
        Object[] arguments = (Object[]) stack.pop();
        yield push(call(stack.pop(), arguments));
      }
      case Opcodes.BUILD -> build();

      // Used, here: an object is its attributes, and its class a name.
      case Opcodes.INST -> {
        Object type = readGlobal();
        yield push(object(type, stack.pop_all_since_marker().size(), "INST"));
      }
      case Opcodes.OBJ -> {
        List<Object> typeAndArguments = stack.pop_all_since_marker();
        yield push(object(typeAndArguments.get(0), typeAndArguments.size() - 1, "OBJ"));
      }
      case Opcodes.NEWOBJ -> {
        Object[] arguments = (Object[]) stack.pop();
        yield push(object(stack.pop(), arguments.length, "NEWOBJ"));
      }

      // Refused: they make objects of more than attributes, or refer to what is not in the file.
      case Opcodes.NEWOBJ_EX -> throw refused("NEWOBJ_EX, which makes an object of a class");
      case Opcodes.EXT1, Opcodes.EXT2, Opcodes.EXT4 ->
          throw refused("EXT, which refers to Python's extension registry");
      case Opcodes.BINPERSID -> push(persistent(stack.pop()));
      case Opcodes.PERSID -> throw refused(PERSID);
      case Opcodes.NEXT_BUFFER ->
          throw refused("NEXT_BUFFER, which refers to a buffer outside the file");
      default ->
          throw FormatException.of("not a pickle (byte 0x%x at %d is no opcode)", key, opcodeAt);
    };
  }

  /** Looks up a name with its module. */
  Object global(String global) {
    AllowedGlobal allowed = AllowedGlobal.of(global);
    if (allowed != null) {
      return allowed;
    }
    PickledObject.Type type = AllowedGlobal.type(global);
    if (type == null) {
      throw AllowedGlobal.refused(global);
    }
    // Its name is kept, and takes longer to look at than other opcodes take.
    pickle.payBytes(2L * global.length());
    pickle.payOpcode();
    pickle.payOpcode();
    return type;
  }

  /** Returns what a call of a function that {@link #global} looked up gives. */
  Object call(Object function, Object[] arguments) {
    if (function instanceof AllowedGlobal allowed) {
      return allowed.call(arguments, pickle);
    }
    throw AllowedGlobal.refusedCall(((PickledObject.Type) function).name());
  }

  /** Makes an object of a class, which is not called. */
  private Object object(Object type, int arguments, String opcode) {
    if (type instanceof PickledObject.Type known) {
      return known.make(arguments);
    }
    if (type == AllowedGlobal.JOBLIB_ARRAY && arguments == 0 && !within) {
      return new JoblibArray();
    }
    AllowedGlobal.class.cast(type);
    throw refused(opcode + ", which makes an object of a class");
  }

  /** Returns the object outside the pickle that has this id. */
  Object persistent(Object id) {
    throw refused(PERSID);
  }

  /** Returns whether BUILD leaves such an object as it is. */
  boolean ignoresState(Object target) {
    return false;
  }

  private Object push(Object value) {
    stack.add(value);
    return NO_RETURN_VALUE;
  }

  private Object checked(short key, int size) throws IOException {
    pickle.require(size);
    return super.dispatch(key);
  }

  private Object counted(short key, int lengthSize) throws IOException {
    pickle.payBytes(2L * pickle.requireCounted(lengthSize));
    return super.dispatch(key);
  }

  private Object readGlobal() throws IOException {
    pickle.payBytes(3L * pickle.requireLine());
    String module = PickleUtils.readline(pickle);
    pickle.payBytes(3L * pickle.requireLine());
    return global(module + "." + PickleUtils.readline(pickle));
  }

  private void requireShortNumber() {
    long digits = pickle.requireLine();
    if (digits > MAX_DIGITS) {
      throw FormatException.of("a number of more than %d digits", MAX_DIGITS);
    }
    pickle.payBytes(digits * digits / DIGITS_SQUARED_A_BYTE);
  }

  private Object readProtocol() throws IOException {
    long protocol = pickle.peekNumber(1);
    if (protocol > HIGHEST_PROTOCOL) {
      throw FormatException.of("unknown pickle protocol (expected 0 to 5, found %d)", protocol);
    }
    return super.dispatch(Opcodes.PROTO);
  }

  private static double parseFloat(String text) {
    return switch (text) {
      case "nan" -> Double.NaN;
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      default -> {
        // Java would read hexadecimal numbers too, and an F or a D at the end.
        for (int i = 0; i < text.length(); i++) {
          if ("0123456789+-.eE".indexOf(text.charAt(i)) < 0) {
            throw new NumberFormatException(text);
          }
        }
        yield Double.parseDouble(text);
      }
    };
  }

  private Object appendAll(List<Object> items) {
    @SuppressWarnings("unchecked")
    List<Object> list = (List<Object>) container(List.class);
    list.addAll(items);
    return NO_RETURN_VALUE;
  }

  /** Puts keys and values, one after the other, into the dict on top of the stack. */
  private Object setItems(List<Object> pairs) {
    @SuppressWarnings("unchecked")
    Map<Object, Object> dict = (Map<Object, Object>) container(Map.class);
    for (int i = 0; i < pairs.size(); i += 2) {
      dict.put(PickledBytes.key(pairs.get(i), pickle), pairs.get(i + 1));
    }
    return NO_RETURN_VALUE;
  }

  /** Returns the list or dict on top of the stack. */
  private Object container(Class<?> kind) {
    Object top = stack.peek();
    if (!kind.isInstance(top) && top instanceof PickledObject object) {
      throw object.holdsItems();
    }
    return kind.cast(top);
  }

  private Object build() throws IOException {
    Object state = stack.pop();
    Object target = stack.peek();
    if (target instanceof PickledArray array) {
      array.setState(state, pickle);
    } else if (target instanceof PickledArray.ElementType dtype) {
      dtype.setState(state);
    } else if (target instanceof PickledObject object) {
      object.setState(state, pickle);
    } else if (target instanceof JoblibArray array) {
      stack.pop();
      PickledArray read = array.read(state, pickle);
      push(read != null ? read : new NumpyUnpickler(pickle, true).load(pickle));
    } else if (target != AllowedGlobal.RANDOM && !ignoresState(target)) {
      throw refused("BUILD, which sets the state of an object, on something else than an array");
    }
    return NO_RETURN_VALUE;
  }

  private static FormatException refused(String what) {
    return FormatException.of("uses %s; only numpy arrays are read", what);
  }
}
