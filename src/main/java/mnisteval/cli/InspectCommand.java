package mnisteval.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
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
    usageHelpAutoWidth = false,
    usageHelpWidth = 100,
    synopsisHeading = "Usage: ",
    customSynopsis = "mnist-eval inspect [options] FILE...",
    descriptionHeading = "%n",
    description = {
      "Lists the arrays of a pickle and the network they make, or what is in an IDX file of images or",
      "labels. Files are told by their bytes, zipped or not, and read to their end; nothing in a",
      "pickle is executed, and text in it is not shown."
    },
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every file was read; help",
      "1:a defect of mnist-eval; --stacktrace shows where",
      "2:the arguments are wrong",
      "3:a file is missing, malformed or refused; the other files are done"
    })
final class InspectCommand implements Callable<Integer> {
  private static final long NONE = -1;

  private final EvaluateCommand root;
  private final PrintStream out;
  private final PrintStream err;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "FILE",
      arity = "0..*",
      description = "Pickle or IDX file, zipped by gzip or not.")
  private List<String> files = new ArrayList<>();

  @Option(
      names = "--show",
      paramLabel = "N",
      description = "Draw image N, from 0, of each file of images; of labels, tell label N.")
  private Long show;

  InspectCommand(EvaluateCommand root, PrintStream out, PrintStream err) {
    this.root = root;
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() throws IOException {
    UsageChecks arguments = new UsageChecks(spec);
    if (files.isEmpty()) {
      throw arguments.fault("Missing required parameter: 'FILE'");
    }
    if (show != null) {
      arguments.requireRange("--show", show, 0, Long.MAX_VALUE);
    }
    List<Source> sources = new ArrayList<>();
    for (String file : files) {
      sources.add(Source.file(arguments.path(file)));
    }
    FileFaults faults = new FileFaults(err, root.stacktrace());
    for (Source source : sources) {
      try {
        Console.print(out, Inspection.of(source, show == null ? NONE : show));
      } catch (InputException e) {
        faults.say(e);
      }
    }
    Console.requireWritten(out);
    return faults.code();
  }
}
