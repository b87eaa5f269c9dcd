package mnisteval.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import mnisteval.cli.inspect.Inspection;
import mnisteval.cli.options.UsageChecks;
import mnisteval.input.InputException;
import mnisteval.input.Source;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists what is in files of weights, images or labels. */
@Command(
    name = "inspect",
    sortOptions = false,
    customSynopsis = "mnist-eval inspect [options] FILE...",
    description = {
      "Lists what is in a file of weights, images or labels.",
      "",
      "Of weights that is the arrays and the network they make. Files are told by their bytes,"
          + " gzipped or not, and read to their end; nothing in a pickle is executed, and text in"
          + " it is not shown."
    },
    exitCodeList = {
      "0:every file was read; help",
      "1:a defect of mnist-eval; --stacktrace shows where",
      "2:the arguments are wrong",
      "3:a file is missing, malformed or refused; the other files are done"
    })
final class InspectCommand implements Callable<Integer> {
  private static final long NONE = -1;

  private final Console console;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "FILE",
      arity = "0..*",
      description =
          "File of weights or IDX file, gzipped or not; W1.npy+b1.npy+… is one network in several"
              + " files; - reads one from standard input, an http or https URL is fetched.")
  private List<String> files = new ArrayList<>();

  @Option(
      names = "--show",
      paramLabel = "N",
      description = "Draw image N, from 0, of each file of images; of labels, print label N.")
  private Long show;

  InspectCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    UsageChecks checks = new UsageChecks(spec);
    checks.require(!files.isEmpty(), "Missing required parameter: 'FILE'");
    if (show != null) {
      checks.requireRange("--show", show, 0, Long.MAX_VALUE);
    }
    checks.require(
        Collections.frequency(files, "-") <= 1,
        "- stands for standard input, which can be read only once");
    List<Source> sources = new ArrayList<>();
    for (String file : files) {
      sources.add(checks.source(file, console.in()));
    }
    for (Source source : sources) {
      try {
        console.print(Inspection.of(reopenable(source), show == null ? NONE : show));
      } catch (InputException e) {
        console.report(e);
      }
    }
    console.requireWritten();
    return console.code();
  }

  /** Returns the source itself, or in memory what comes through a pipe or from the web. */
  private static Source reopenable(Source source) throws InputException {
    boolean file = source.path() != null && Files.isRegularFile(source.path());
    return file || !source.parts().isEmpty() ? source : source.inMemory();
  }
}
