package mnisteval.cli;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import mnisteval.cli.options.UsageChecks;
import mnisteval.input.Source;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A command line that needs no picocli, which takes as long to start as the images to evaluate: its
 * options are separate words, each once and valid. It fills the fields that picocli would fill, as
 * a table says that the build writes of their annotations. All other command lines, and whatever is
 * wrong with these, are left to picocli.
 *
 * <pre>
 *   predict                             a command; its rows follow
 *   --brief boolean output.brief        option, kind of value, path of the field from the command
 *   --index mnisteval.Converter, index  values with commas between them, each converted
 *   * java.lang.String* pictures        words that are no options
 * </pre>
 */
public final class PlainCommand {
  private static final String TABLE = "/mnisteval/cli/options.txt";

  /** Far above its size. */
  private static final int MAX_BYTES = 1 << 20;

  /** More digits may not fit; picocli takes those that start with 0 for octal. */
  private static final int MAX_DIGITS = 9;

  private final Callable<Integer> command;
  private final Map<String, String[]> rows;
  private final Set<String> set = new HashSet<>();

  private PlainCommand(Callable<Integer> command, Map<String, String[]> rows) {
    this.command = command;
    this.rows = rows;
  }

  /** Runs the command and returns its exit code, or null if that is left to picocli. */
  public static Integer run(String[] args, Console console) {
    try {
      Callable<Integer> command = parse(args, console);
      return command == null ? null : command.call();
    } catch (UsageChecks.Refused e) {
      return null; // No network was read, and nothing written yet.
    } catch (Exception | Error e) {
      return console.fail(e);
    }
  }

  /**
   * Returns the command with its options, or null if the command line is not plain.
   *
   * @throws IOException if the program has no table
   */
  static Callable<Integer> parse(String[] args, Console console)
      throws IOException, ReflectiveOperationException {
    for (String arg : args) {
      if (arg.isEmpty() || arg.charAt(0) == '@') {
        return null;
      }
    }
    int word = CommandWords.find(args);
    if (word > 0 || args.length > 0 && args[0].equals(CommandWords.HELP)) {
      return null;
    }
    Callable<Integer> command = word < 0 ? new EvaluateCommand(console) : command(args[0], console);
    String name = word < 0 ? "mnist-eval" : args[0];
    boolean plain = command != null && new PlainCommand(command, rows(name)).fill(args, word + 1);
    return plain ? command : null;
  }

  private static Callable<Integer> command(String name, Console console) {
    return switch (name) {
      case "predict" -> new PredictCommand(console);
      case "draw" -> new DrawCommand(console);
      case "inspect" -> new InspectCommand(console);
      default -> null;
    };
  }

  /** Reads the rows of a command, by the names of the options. */
  private static Map<String, String[]> rows(String command) throws IOException {
    byte[] table = Source.resource("the options", TABLE).bytes(MAX_BYTES);
    Map<String, String[]> rows = new HashMap<>();
    boolean wanted = false;
    for (String line : new String(table, StandardCharsets.US_ASCII).split("\n")) {
      if (line.indexOf(' ') < 0) {
        wanted = line.equals(command);
      } else if (wanted) {
        String[] row = line.split(" ");
        rows.put(row[0], row);
      }
    }
    return rows;
  }

  /** Sets all fields; returns false as soon as an argument is not plain. */
  private boolean fill(String[] args, int from) throws ReflectiveOperationException {
    List<String> words = new ArrayList<>();
    for (int i = from; i < args.length; i++) {
      String[] row = args[i].charAt(0) == '-' ? rows.get(args[i]) : null;
      if (args[i].charAt(0) != '-') {
        words.add(args[i]);
      } else if (row == null || !set.add(row[2])) {
        return false;
      } else if (row[1].equals("boolean")) {
        set(row[2], true);
      } else {
        i++;
        Object value = i == args.length || args[i].charAt(0) == '-' ? null : value(row, args[i]);
        if (value == null) {
          return false;
        }
        set(row[2], value);
      }
    }
    if (!words.isEmpty()) {
      set(rows.get("*")[2], words);
    }
    return true;
  }

  /** Returns a value as its field holds it, or null if it is not plain or wrong. */
  private Object value(String[] row, String text) throws ReflectiveOperationException {
    String kind = row[1];
    if (kind.endsWith(",")) {
      return values(kind.substring(0, kind.length() - 1), text.split(",", -1));
    }
    return switch (kind) {
      case "java.lang.String" -> text;
      case "java.lang.String*" -> new ArrayList<>(List.of(text));
      case "int" -> isNumber(text) ? Integer.valueOf(text) : null;
      case "long", "java.lang.Long" -> isNumber(text) ? Long.valueOf(text) : null;
      case "enum" -> constant(slot(row[2]).field.getType(), text);
      default -> converted(kind, text);
    };
  }

  private static Object values(String kind, String[] texts) throws ReflectiveOperationException {
    int[] numbers = new int[texts.length];
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < texts.length; i++) {
      if (!kind.equals("int")) {
        values.add(converted(kind, texts[i]));
      } else if (isNumber(texts[i])) {
        numbers[i] = Integer.parseInt(texts[i]);
      } else {
        return null;
      }
    }
    return kind.equals("int") ? numbers : values.contains(null) ? null : values;
  }

  private static boolean isNumber(String text) {
    boolean digits = !text.isEmpty() && text.length() <= MAX_DIGITS;
    for (int i = 0; digits && i < text.length(); i++) {
      digits = text.charAt(i) >= '0' && text.charAt(i) <= '9';
    }
    return digits && (text.charAt(0) != '0' || text.length() == 1);
  }

  private static Object constant(Class<?> type, String text) {
    for (Object constant : type.getEnumConstants()) {
      if (constant.toString().equalsIgnoreCase(text)) {
        return constant;
      }
    }
    return null;
  }

  private static Object converted(String converter, String text)
      throws ReflectiveOperationException {
    Constructor<?> constructor = Class.forName(converter).getDeclaredConstructor();
    constructor.setAccessible(true);
    try {
      return ((ITypeConverter<?>) constructor.newInstance()).convert(text);
    } catch (TypeConversionException e) {
      return null;
    } catch (Exception e) {
      throw new IllegalStateException(converter, e);
    }
  }

  private void set(String path, Object value) throws ReflectiveOperationException {
    Slot slot = slot(path);
    slot.field.set(slot.holder, value);
  }

  /** A field and the object that has it. */
  private record Slot(Object holder, Field field) {}

  private Slot slot(String path) throws ReflectiveOperationException {
    Slot slot = null;
    for (String name : path.split("\\.")) {
      Object holder = slot == null ? command : slot.field.get(slot.holder);
      slot = new Slot(holder, declared(holder.getClass(), name));
      slot.field.setAccessible(true);
    }
    return slot;
  }

  private static Field declared(Class<?> type, String name) throws NoSuchFieldException {
    for (Class<?> at = type; at != Object.class; at = at.getSuperclass()) {
      for (Field field : at.getDeclaredFields()) {
        if (field.getName().equals(name)) {
          return field;
        }
      }
    }
    throw new NoSuchFieldException(type + "." + name);
  }
}
