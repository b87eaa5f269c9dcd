package mnisteval.cli.options;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import mnisteval.input.Download;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The command line that makes a page again, without the options that change nothing on it. */
final class CommandText {
  private static final Set<String> CHANGE_NOTHING =
      Set.of(
          "--metrics",
          "--format",
          "--open",
          "--output",
          "--json",
          "--markdown",
          "--csv",
          "--junit",
          "--predictions",
          "--threads",
          "--quiet",
          "--stacktrace");

  private CommandText() {}

  /** Returns the command with its words quoted for a shell; a URL has lost what may be secret. */
  static String of(ParseResult parsed) {
    List<String> words = new ArrayList<>(List.of("java", "-jar", "mnist-eval.jar"));
    for (OptionSpec option : parsed.matchedOptions()) {
      String name = option.longestName();
      if (!CHANGE_NOTHING.contains(name)) {
        addOption(name, option, words);
      }
    }
    boolean dashed = false;
    for (ArgSpec argument : parsed.matchedPositionals()) {
      for (String value : argument.originalStringValues()) {
        dashed |= value.startsWith("-") && !value.equals("-");
      }
    }
    words.addAll(dashed ? List.of("--") : List.of());
    for (ArgSpec argument : parsed.matchedPositionals()) {
      for (String value : argument.originalStringValues()) {
        words.add(quoted(value));
      }
    }
    return String.join(" ", words);
  }

  private static void addOption(String name, OptionSpec option, List<String> words) {
    boolean flag = option.arity().max() == 0;
    for (String value : option.originalStringValues()) {
      // A value that looks like an option is one only in this form.
      boolean joined = value.startsWith("-") && !value.equals("-");
      if (flag) {
        words.add(name);
      } else if (joined) {
        words.add(name + "=" + quoted(value));
      } else {
        words.add(name);
        words.add(quoted(value));
      }
    }
  }

  /** Quotes a word for a POSIX shell where it needs it. */
  private static String quoted(String word) {
    String plain = UsageChecks.isUrl(word) ? Download.source(word).name() : word;
    return plain.matches("[\\w./:=@%,+-]+") ? plain : "'" + plain.replace("'", "'\\''") + "'";
  }
}
