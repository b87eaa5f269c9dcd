package mnisteval.report;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import mnisteval.evaluation.metrics.Metrics;
import mnisteval.report.Report.NetworkResult;

/**
 * The ranking as CSV: a header and a row for each network, on lines that end with {@code \n}; texts
 * are {@link CsvText}. The accuracy is what Python prints, other numbers are the shortest decimals
 * that give the same double. What is not known is empty: of a network that failed, all but its file
 * and its error.
 */
public final class CsvReport {
  private static final String HEADER =
      "rank,file,accuracy,low,high,log_loss,parameters,activation,pixels,sha256,error\n";

  private CsvReport() {}

  /**
   * Writes the ranking.
   *
   * @param out not closed
   * @throws IOException if {@code out} cannot be written
   */
  public static void write(Report report, Writer out) throws IOException {
    out.write(HEADER);
    List<String> ranks = report.ranks();
    for (int i = 0; i < ranks.size(); i++) {
      NetworkResult network = report.networks().get(i);
      String[] cells =
          network.metrics() == null ? failed(network) : evaluated(network, ranks.get(i));
      out.write(String.join(",", cells) + "\n");
    }
  }

  private static String[] evaluated(NetworkResult network, String rank) {
    Metrics metrics = network.metrics();
    return new String[] {
      rank,
      CsvText.cell(network.file().name()),
      network.accuracyText(),
      text(metrics.interval().low()),
      text(metrics.interval().high()),
      text(metrics.logLoss()),
      Long.toString(network.parameters()),
      CsvText.cell(network.activation()),
      CsvText.cell(network.pixels()),
      sha256(network),
      ""
    };
  }

  private static String[] failed(NetworkResult network) {
    return new String[] {
      "",
      CsvText.cell(network.file().name()),
      "",
      "",
      "",
      "",
      "",
      "",
      "",
      sha256(network),
      CsvText.cell(network.error())
    };
  }

  private static String sha256(NetworkResult network) {
    return network.file().sha256() == null ? "" : network.file().sha256();
  }

  private static String text(double number) {
    return NumberOutput.toString(number, true);
  }
}
