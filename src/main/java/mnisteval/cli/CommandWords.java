package mnisteval.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;

/** The subcommands by their names, and where these stand on a command line. */
final class CommandWords {
  static final List<String> NAMES =
      List.of("predict", "draw", "inspect", "merge", CompletionCommand.NAME);

  /** Stands for {@code --help}, before the name of a command or alone. */
  static final String HELP = "help";

  /** Words from this length on may differ from a name by two letters, shorter ones by one. */
  private static final int LONG = 6;

  /** No word that is longer is near a name. */
  private static final int LONGEST = 25;

  private CommandWords() {}

  /** Returns the arguments with {@code help} as the option that it stands for. */
  static String[] withHelpAsOption(String[] args) {
    if (args.length == 0 || !args[0].equals(HELP)) {
      return args;
    }
    List<String> all = new ArrayList<>(Arrays.asList(args).subList(1, args.length));
    boolean ofCommand = !all.isEmpty() && NAMES.contains(all.get(0));
    all.add(ofCommand ? 1 : 0, "--help");
    return all.toArray(new String[0]);
  }

  /**
   * Returns the index of the first name of a subcommand, or word that may be meant as one: there is
   * no such file. Returns -1 if there is none.
   */
  static int find(String[] args) {
    for (int i = 0; i < args.length; i++) {
      if (NAMES.contains(args[i]) || near(args[i]) != null && !Files.exists(Path.of(args[i]))) {
        return i;
      }
    }
    return -1;
  }

  /** Returns the name that a misspelt word is meant for, or null; a name itself is not misspelt. */
  static String near(String word) {
    if (!isWord(word)) {
      return null;
    }
    List<String> names = new ArrayList<>(NAMES);
    names.add(HELP);
    for (String name : names) {
      int edits = edits(word.toLowerCase(Locale.ROOT), name);
      if (!word.equals(name) && edits <= (word.length() < LONG ? 1 : 2)) {
        return name;
      }
    }
    return null;
  }

  /** Returns whether a text is 3 to 25 letters, {@code _} or {@code -}, the first a letter. */
  private static boolean isWord(String text) {
    boolean word =
        text.length() > 2 && text.length() <= LONGEST && Character.isLetter(text.charAt(0));
    for (int i = 0; word && i < text.length(); i++) {
      char c = text.charAt(i);
      word = c < 128 && Character.isLetter(c) || c == '_' || c == '-';
    }
    return word;
  }

  /**
   * Returns whether only options and their values stand before an argument.
   *
   * @param values how many values an option takes
   */
  static boolean isAfterOptions(String[] args, int index, ToIntFunction<String> values) {
    int i = 0;
    while (i < index) {
      String arg = args[i];
      if (!arg.startsWith("-") || arg.equals("-") || arg.equals("--")) {
        return false;
      }
      i += 1 + values.applyAsInt(arg);
    }
    return i == index;
  }

  /** Returns the arguments with one of them before all others. */
  static String[] inFront(String[] args, int index) {
    List<String> all = new ArrayList<>(Arrays.asList(args));
    all.add(0, all.remove(index));
    return all.toArray(new String[0]);
  }

  /** Counts the letters to insert, leave out, change, or exchange with the next one. */
  private static int edits(String from, String to) {
    int[][] edits = new int[from.length() + 1][to.length() + 1];
    for (int i = 0; i <= from.length(); i++) {
      for (int j = 0; j <= to.length(); j++) {
        if (i == 0 || j == 0) {
          edits[i][j] = i + j;
          continue;
        }
        int change = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
        int less = Math.min(edits[i - 1][j], edits[i][j - 1]) + 1;
        edits[i][j] = Math.min(less, edits[i - 1][j - 1] + change);
        boolean swapped =
            i > 1
                && j > 1
                && from.charAt(i - 1) == to.charAt(j - 2)
                && from.charAt(i - 2) == to.charAt(j - 1);
        if (swapped) {
          edits[i][j] = Math.min(edits[i][j], edits[i - 2][j - 2] + 1);
        }
      }
    }
    return edits[from.length()][to.length()];
  }
}
