import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Writes the options of the commands, which are annotated for picocli, as a table: PlainCommand,
 * which reads it, says what is in it. What ends a command line, as --help does, is left out.
 */
final class OptionTable {
  private static final List<String> COMMANDS =
      List.of("EvaluateCommand", "PredictCommand", "DrawCommand", "InspectCommand");

  private final StringBuilder table = new StringBuilder();

  /** Needs the file to write. The commands are on the class path. */
  public static void main(String[] args) throws ClassNotFoundException, IOException {
    OptionTable options = new OptionTable();
    for (String name : COMMANDS) {
      Class<?> command = Class.forName("mnisteval.cli." + name);
      options.table.append(command.getAnnotation(Command.class).name()).append('\n');
      options.add(command, "");
    }
    Files.writeString(Path.of(args[0]), options.table);
  }

  private void add(Class<?> holder, String path) {
    if (holder.getSuperclass() != Object.class) {
      add(holder.getSuperclass(), path);
    }
    for (Field field : holder.getDeclaredFields()) {
      Option option = field.getAnnotation(Option.class);
      Parameters parameters = field.getAnnotation(Parameters.class);
      if (field.isAnnotationPresent(Mixin.class)) {
        add(field.getType(), path + field.getName() + ".");
      } else if (parameters != null) {
        row("*", kind(field, parameters.converter()), "", path + field.getName());
      } else if (option != null && !option.usageHelp() && !option.versionHelp()) {
        for (String name : option.names()) {
          row(name, kind(field, option.converter()), option.split(), path + field.getName());
        }
      }
    }
  }

  private void row(String name, String kind, String split, String path) {
    table.append(name).append(' ').append(kind).append(split).append(' ').append(path).append('\n');
  }

  /** The field's type, or that of its elements, or what converts texts to it. */
  private static String kind(Field field, Class<? extends ITypeConverter<?>>[] converters) {
    if (converters.length > 0) {
      return converters[0].getName();
    }
    Class<?> type = field.getType();
    if (field.getGenericType() instanceof ParameterizedType list) {
      return ((Class<?>) list.getActualTypeArguments()[0]).getName() + "*";
    }
    return type.isEnum() ? "enum" : type.isArray() ? type.getComponentType() + "" : type.getName();
  }
}
