package mnisteval.cli;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import mnisteval.cli.options.ReportOptions;
import mnisteval.cli.options.ReportOptions.Format;
import mnisteval.evaluation.metrics.KeptImages;
import mnisteval.report.CsvReport;
import mnisteval.report.JUnitReport;
import mnisteval.report.JsonReport;
import mnisteval.report.MarkdownReport;
import mnisteval.report.Report;
import mnisteval.report.TextReport;
import mnisteval.report.output.OutputFile;
import mnisteval.report.page.HtmlReport;

/** Writes a report to the files and in the formats that the options name. */
final class ReportWriter {
  private final ReportOptions options;
  private final Console console;

  ReportWriter(ReportOptions options, Console console) {
    this.options = options;
    this.console = console;
  }

  /**
   * Writes the report.
   *
   * @param images to show of each network, in the report's order
   * @param command that makes the page again, or null if there is no such one
   * @param inputs files that must not be overwritten
   */
  void write(Report report, List<KeptImages> images, String command, List<Path> inputs)
      throws IOException {
    Path html = options.html();
    if (html != null) {
      OutputFile.write(html, inputs, page -> HtmlReport.write(report, images, command, page));
    }
    for (Map.Entry<Format, Path> file : options.files().entrySet()) {
      OutputFile.write(file.getValue(), inputs, text -> write(report, file.getKey(), text));
    }
    if (options.junit() != null) {
      OutputFile.write(options.junit(), inputs, xml -> xml.write(JUnitReport.of(report)));
    }
    Path output = options.output();
    if (output != null) {
      OutputFile.write(output, inputs, text -> write(report, options.format(), text));
    }
    if (options.reportToStandardOutput()) {
      Writer text = new OutputStreamWriter(console.out(), StandardCharsets.UTF_8);
      write(report, options.format(), text);
      text.flush();
    }
    console.requireWritten();
  }

  private void write(Report report, Format format, Writer text) throws IOException {
    switch (format) {
      case TEXT -> text.write(TextReport.of(report, options.metrics()));
      case JSON -> JsonReport.write(report, text);
      case MARKDOWN -> text.write(MarkdownReport.of(report));
      case CSV -> CsvReport.write(report, text);
    }
  }
}
