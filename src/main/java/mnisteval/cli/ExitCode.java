package mnisteval.cli;

/** What the exit code of a run says. */
public final class ExitCode {
  private ExitCode() {}

  /** Evaluated, and every gate held; or help or version was asked for. */
  static final int OK = 0;

  /** A defect of the program. */
  static final int DEFECT = 1;

  /** The arguments are wrong. */
  static final int USAGE = 2;

  /** A file is missing, malformed, refused, inconsistent with another one or not to be written. */
  static final int FILE = 3;

  /** Evaluated, but a gate did not hold. */
  static final int GATE = 4;
}
