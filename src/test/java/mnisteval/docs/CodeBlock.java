package mnisteval.docs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A block of code in a document.
 *
 * @param line the number of its first line in the file, from 1
 * @param language the first word after the fence, such as {@code console}
 * @param reason why it is not run, or null: what the comment {@code <!-- not run: reason -->} right
 *     before it says
 */
record CodeBlock(Path file, int line, String language, List<String> lines, String reason) {
  private static final String PROMPT = "$ ";

  /**
   * A command and what it prints.
   *
   * @param line the number of its line in the file
   * @param text may have several lines, each but the last ending in a backslash
   * @param output whole lines, of standard output and standard error as they come
   */
  record Command(int line, String text, String output) {}

  /** Returns the file and line as in messages. */
  String place() {
    return file + ":" + line;
  }

  /** Returns all lines, each with its end. */
  String text() {
    return joined(lines);
  }

  /** Returns the commands of a console: what stands before the first one belongs to none. */
  List<Command> commands() {
    List<Command> commands = new ArrayList<>();
    int i = 0;
    while (i < lines.size()) {
      int start = i;
      if (!lines.get(i++).startsWith(PROMPT)) {
        continue;
      }
      while (i < lines.size() && lines.get(i - 1).endsWith("\\")) {
        i++;
      }
      String text = joined(lines.subList(start, i)).substring(PROMPT.length());
      int output = i;
      while (i < lines.size() && !lines.get(i).startsWith(PROMPT)) {
        i++;
      }
      commands.add(new Command(line + start, text.strip(), joined(lines.subList(output, i))));
    }
    return commands;
  }

  private static String joined(List<String> lines) {
    return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
  }
}
