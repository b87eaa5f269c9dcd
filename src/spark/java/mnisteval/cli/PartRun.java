package mnisteval.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import mnisteval.cli.options.EvaluateOptions;
import mnisteval.cli.options.GateOptions;
import mnisteval.cli.options.ReportOptions;
import mnisteval.input.InputException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Evaluates networks on a part of an image set, as a run with {@code --partial} does. */
public final class PartRun {
  /** The options of a part. */
  @Command
  private static final class Reports {
    @Mixin private ReportOptions options;
  }

  private PartRun() {}

  /**
   * Evaluates the networks and returns the bytes of the file that such a run writes.
   *
   * @param options without any of reports
   * @param mistakes whether to keep these for a page
   * @throws InputException if the images or labels are malformed or can't be read
   */
  public static byte[] run(EvaluateOptions options, boolean mistakes) throws IOException {
    Path folder = Files.createTempDirectory("mnist-eval-part-");
    Path part = folder.resolve("part.json");
    Path page = folder.resolve("page.html");
    List<String> arguments = new ArrayList<>(List.of("--partial", part.toString()));
    if (mistakes) {
      arguments.addAll(List.of("--html", page.toString()));
    }
    try {
      EvaluateOptions reporting = with(options, reports(arguments));
      try {
        new ReportRun(reporting, new GateOptions(), quiet()).run();
      } catch (InputException e) {
        // The error of the only network, which the part tells too, or of the images.
        if (!Files.exists(part)) {
          throw e;
        }
      }
      return Files.readAllBytes(part);
    } finally {
      Files.deleteIfExists(part);
      Files.deleteIfExists(page);
      Files.delete(folder);
    }
  }

  private static ReportOptions reports(List<String> arguments) {
    Reports reports = new Reports();
    new CommandLine(reports).parseArgs(arguments.toArray(String[]::new));
    return reports.options;
  }

  private static EvaluateOptions with(EvaluateOptions options, ReportOptions reports) {
    return new EvaluateOptions(
        options.weights(),
        options.reading(),
        options.auto(),
        options.order(),
        options.images(),
        List.of(),
        reports,
        options.threads(),
        true);
  }

  private static Console quiet() {
    PrintStream none =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    return new Console(new ByteArrayInputStream(new byte[0]), none, none);
  }
}
