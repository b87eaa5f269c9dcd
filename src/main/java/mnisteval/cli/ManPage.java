package mnisteval.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * The manual page, written from the options themselves as roff with the macros of man(7). The build
 * calls it; no run of the program does.
 */
final class ManPage {
  private final StringBuilder roff = new StringBuilder();

  private ManPage() {}

  /**
   * Writes the page.
   *
   * @param args the time of the build, such as 2026-01-01T00:00:00Z, and the files to write it to
   */
  public static void main(String[] args) throws IOException {
    EvaluateCommand root = new EvaluateCommand(new Console(null, null, null));
    CommandLine line = new CommandLine(root);
    line.addSubcommand(new PredictCommand(new Console(null, null, null)));
    line.addSubcommand(new InspectCommand(new Console(null, null, null)));
    line.addSubcommand(new CompletionCommand(null));
    String page =
        of(line.getCommandSpec(), new VersionProvider().getVersion()[0], args[0].substring(0, 10));
    for (int i = 1; i < args.length; i++) {
      Path file = Path.of(args[i]);
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, page);
    }
  }

  /** The page of a command, whose subcommands stand in one line each. */
  static String of(CommandSpec command, String version, String date) {
    ManPage page = new ManPage();
    page.write(command, version, date);
    return page.roff.toString();
  }

  private void write(CommandSpec command, String version, String date) {
    UsageMessageSpec usage = command.usageMessage();
    String name = command.name();
    roff.append(".TH ").append(name.toUpperCase(Locale.ROOT)).append(" 1 ");
    roff.append(date).append(" \"").append(text(version)).append("\" \"User Commands\"\n");
    section("NAME");
    roff.append(text(name)).append(" \\- evaluate a pickled neural network on an image set\n");
    section("SYNOPSIS");
    roff.append(".B ").append(text(usage.customSynopsis()[0])).append('\n');
    for (CommandLine subcommand : command.subcommands().values()) {
      String words = name + " " + subcommand.getCommandName();
      roff.append(".br\n.B ").append(text(words)).append('\n');
    }
    section("DESCRIPTION");
    paragraphs(usage.description());
    for (CommandLine subcommand : command.subcommands().values()) {
      roff.append(".SS ").append(text(subcommand.getCommandName())).append('\n');
      paragraphs(subcommand.getCommandSpec().usageMessage().description());
    }
    section("OPTIONS");
    for (OptionSpec option : command.options()) {
      if (!option.hidden()) {
        write(option);
      }
    }
    section("EXIT STATUS");
    for (Map.Entry<String, String> code : usage.exitCodeList().entrySet()) {
      item(code.getKey().strip(), code.getValue());
    }
    section("ENVIRONMENT");
    item("NO_COLOR", "Set to anything, it keeps colours out of the help.");
    section("EXAMPLES");
    roff.append(".nf\n");
    paragraphs(usage.footer());
    roff.append(".fi\n");
  }

  private void section(String name) {
    roff.append(".SH \"").append(name).append("\"\n");
  }

  private void write(OptionSpec option) {
    String names = "\\fB" + text(String.join(", ", option.names())) + "\\fR";
    if (option.arity().max() > 0) {
      names += " \\fI" + text(option.paramLabel()) + "\\fR";
    }
    roff.append(".TP\n").append(names).append('\n');
    paragraphs(option.description());
  }

  private void item(String tag, String meaning) {
    roff.append(".TP\n.B ").append(text(tag)).append('\n');
    roff.append(text(meaning)).append('\n');
  }

  /** Lines as they are; an empty one begins a paragraph, and one with spaces before it a line. */
  private void paragraphs(String[] lines) {
    for (String line : lines) {
      String shown = line.replace("%n", "").replace("%%", "%");
      roff.append(shown.isBlank() ? ".PP" : text(shown)).append('\n');
    }
  }

  /** Text that roff sets as it is: control characters at a line's beginning lose their meaning. */
  private static String text(String plain) {
    String escaped = plain.replace("\\", "\\e").replace("-", "\\-");
    boolean control = escaped.startsWith(".") || escaped.startsWith("'");
    return control ? "\\&" + escaped : escaped;
  }
}
