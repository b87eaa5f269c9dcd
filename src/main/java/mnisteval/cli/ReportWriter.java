package mnisteval.cli;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import mnisteval.cli.options.ReportOptions;
import mnisteval.cli.options.UsageChecks;
import mnisteval.evaluation.metrics.Mistake;
import mnisteval.report.JsonReport;
import mnisteval.report.MarkdownReport;
import mnisteval.report.Report;
import mnisteval.report.TextReport;
import mnisteval.report.output.OutputFile;
import mnisteval.report.page.HtmlReport;

/** Writes a report to the files and in the formats that the options name. */
final class ReportWriter {
  private final UsageChecks arguments;
  private final ReportOptions options;
  private final PrintStream out;

  ReportWriter(UsageChecks arguments, ReportOptions options, PrintStream out) {
    this.arguments = arguments;
    this.options = options;
    this.out = out;
  }

  /**
   * Writes the report.
   *
   * @param mistakes of each network, in the report's order
   * @param inputs files that must not be overwritten
   */
  void write(Report report, List<List<Mistake>> mistakes, List<Path> inputs) throws IOException {
    Path html = options.html(arguments);
    if (html != null) {
      OutputFile.write(html, inputs, page -> HtmlReport.write(report, mistakes, page));
    }
    Path output = options.output(arguments);
    if (output != null) {
      OutputFile.write(output, inputs, text -> write(report, text));
    }
    if (options.reportToStandardOutput()) {
      Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
      write(report, text);
      text.flush();
    }
    Console.requireWritten(out);
  }

  private void write(Report report, Writer text) throws IOException {
    switch (options.format()) {
      case TEXT -> text.write(TextReport.of(report, options.metrics()));
      case JSON -> JsonReport.write(report, text);
      case MARKDOWN -> text.write(MarkdownReport.of(report));
    }
  }
}
