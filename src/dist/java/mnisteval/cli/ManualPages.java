package mnisteval.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.stream.Stream;
import org.asciidoctor.Asciidoctor;
import org.asciidoctor.Attributes;
import org.asciidoctor.Options;
import org.asciidoctor.SafeMode;
import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.codegen.docgen.manpage.ManPageGenerator;

/** The manual pages: picocli writes them in AsciiDoc, and Asciidoctor turns them into roff. */
public final class ManualPages {
  private static final String ENVIRONMENT =
      """
      == Environment

      NO_COLOR::
        Set to anything, it keeps colours out of the help.

      MNIST_EVAL_JAVA_OPTIONS::
        Options for the JVM, such as -Xmx4g, with spaces between them.
      """;

  private ManualPages() {}

  /**
   * Writes the page of the program and one for each of its subcommands.
   *
   * @param title of the program, with its version
   * @param date of the pages, such as 2026-01-01
   * @param work a folder for the AsciiDoc
   * @param folder where the pages go
   */
  public static void write(String title, String date, Path work, Path folder) throws IOException {
    CommandLine program = Cli.commandLine();
    prepare(program, title);
    program.getSubcommands().values().forEach(command -> prepare(command, title));
    boolean[] quiet = {};
    int code =
        ManPageGenerator.generateManPage(
            work.toFile(), null, quiet, false, program.getCommandSpec());
    if (code != 0) {
      throw new IOException("the generator of manual pages ended with " + code);
    }
    Files.writeString(
        work.resolve(program.getCommandName() + ".adoc"), ENVIRONMENT, StandardOpenOption.APPEND);
    Options options =
        Options.builder()
            .backend("manpage")
            .safe(SafeMode.UNSAFE)
            .toDir(Files.createDirectories(folder).toFile())
            .attributes(Attributes.builder().attribute("docdate", date).build())
            .build();
    try (Asciidoctor asciidoctor = Asciidoctor.Factory.create();
        Stream<Path> pages = Files.list(work)) {
      for (Path page : pages.sorted().toList()) {
        // The headings of the help have a colon, or are empty where options go on.
        String text = Files.readString(page).replaceAll("(?m)^(== .*):$", "$1");
        Files.writeString(page, text.replace("== Options Group\n", ""));
        asciidoctor.convertFile(page.toFile(), options);
      }
    }
  }

  /** Gives a command what a manual page needs beyond the help. */
  private static void prepare(CommandLine command, String title) {
    command.getCommandSpec().versionProvider(() -> new String[] {title});
    UsageMessageSpec usage = command.getCommandSpec().usageMessage();
    usage.header(String.join(" ", usage.description()).split("\\.( |$)")[0]);
    usage.exitCodeListHeading("Exit status");
    usage.customSynopsis(
        Arrays.stream(usage.customSynopsis())
            .map(line -> line.replaceFirst("^ *or: *", "") + " +")
            .toArray(String[]::new));
  }
}
