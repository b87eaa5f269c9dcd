package mnisteval.cli;

import java.io.PrintStream;
import mnisteval.input.InputException;

/** Of several files that are read one after another, those that are at fault: the others go on. */
final class FileFaults {
  private final PrintStream err;
  private final boolean trace;
  private int code = ExitCode.OK;

  FileFaults(PrintStream err, boolean trace) {
    this.err = err;
    this.trace = trace;
  }

  void say(InputException fault) {
    Console.say(err, fault.getMessage());
    if (trace) {
      fault.printStackTrace(err);
    }
    code = ExitCode.FILE;
  }

  /** What the run ends with as far as files are concerned. */
  int code() {
    return code;
  }
}
