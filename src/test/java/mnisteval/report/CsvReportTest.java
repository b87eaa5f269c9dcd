package mnisteval.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

/** The ranking of {@link Sample}, where two share the first rank and two failed. */
final class CsvReportTest {
  @Test
  void writesARowForEachNetwork() throws IOException {
    StringWriter csv = new StringWriter();
    CsvReport.write(Sample.ranking(), csv);
    String best = "0.9839358916227968,0.988490554762209,";
    String good = "0.9302060218135498,0.9398597460046133,";
    // The names in hexadecimal by Python's bytes.hex().
    String example = "646174612f6578616d706c655f7765696768742e706b6c" + "3".repeat(18);
    String other = "6f746865722e706b6c" + "3".repeat(46);
    String sample = "73616d706c655f7765696768742e706b6c" + "3".repeat(30);
    String expected =
        "rank,file,accuracy,low,high,log_loss,parameters,activation,pixels,sha256,error\n"
            + ("1,data/example_weight.pkl,0.9864," + best + "0.04512,45360,sigmoid,unit,")
            + (example + ",\n1,other.pkl,0.9864," + best + "0.05,79510,sigmoid,unit,")
            + (other + ",\n3,sample_weight.pkl,0.9352," + good + "12.5,45360,sigmoid,unit,")
            + (sample + ",\n,missing.pkl,,,,,,,,,missing.pkl: no such file\n")
            + ",a\\u000aAccuracy:1.0,,,,,,,,,not a pickle\n";
    assertEquals(expected, csv.toString());
  }
}
