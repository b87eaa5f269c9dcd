package mnisteval;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import mnisteval.evaluation.Mistake;
import mnisteval.report.HtmlReport;
import mnisteval.report.JsonReport;
import mnisteval.report.MarkdownReport;
import mnisteval.report.OutputFile;
import mnisteval.report.Report;
import mnisteval.report.TextReport;

/** Puts a report where the options want it; everything is made before anything is written. */
final class ReportWriter {
  /** A page with the mistakes of twenty networks is 10 MB long. */
  static final int MOST_ON_PAGE = 20;

  private final Arguments arguments;
  private final ReportOptions options;
  private final PrintStream out;

  ReportWriter(Arguments arguments, ReportOptions options, PrintStream out) {
    this.arguments = arguments;
    this.options = options;
    this.out = out;
  }

  /**
   * Writes the report.
   *
   * @param mistakes those of each network, in the report's order
   * @param inputs files that must not be written over
   */
  void write(Report report, List<List<Mistake>> mistakes, List<Path> inputs) throws IOException {
    String text =
        switch (options.format()) {
          case TEXT -> TextReport.of(report, options.metrics());
          case JSON -> JsonReport.of(report);
          case MARKDOWN -> MarkdownReport.of(report);
        };
    Path html = options.html(arguments);
    String page = html == null ? null : HtmlReport.of(report, mistakes);
    if (html != null) {
      OutputFile.write(html, inputs, page);
    }
    Path output = options.output(arguments);
    if (output != null) {
      OutputFile.write(output, inputs, text);
    }
    if (options.reportToStandardOutput()) {
      out.print(text);
    }
    Main.requireWritten(out);
  }
}
