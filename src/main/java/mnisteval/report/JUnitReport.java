package mnisteval.report;

import java.util.List;
import mnisteval.evaluation.GateResult;
import mnisteval.input.Printable;
import mnisteval.report.Report.NetworkResult;

/**
 * The gates of a run as XML of JUnit, which CI servers show as tests: a test case for each gate of
 * each network, its class being the file. A network that could not be evaluated has one test case
 * with an error. The elements are those that Jenkins, GitLab and Maven Surefire have in common.
 */
public final class JUnitReport {
  private final StringBuilder xml = new StringBuilder();

  private JUnitReport() {}

  /** The report as XML on lines that end with {@code \n}, to be encoded in UTF-8. */
  public static String of(Report report) {
    JUnitReport lines = new JUnitReport();
    lines.suite(report.networks());
    return lines.xml.toString();
  }

  private void suite(List<NetworkResult> networks) {
    long tests = 0;
    long failures = 0;
    long errors = 0;
    for (NetworkResult network : networks) {
      tests += network.error() == null ? network.gates().size() : 1;
      failures += network.failedGates().size();
      errors += network.error() == null ? 0 : 1;
    }
    xml.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n");
    xml.append("  <testsuite name=\"mnist-eval\" tests=\"").append(tests);
    xml.append("\" failures=\"").append(failures);
    xml.append("\" errors=\"").append(errors).append("\" skipped=\"0\">\n");
    networks.forEach(this::network);
    xml.append("  </testsuite>\n</testsuites>\n");
  }

  private void network(NetworkResult network) {
    String file = network.file().name();
    if (network.error() != null) {
      testCase(file, "evaluated", "error", network.error());
    }
    for (GateResult gate : network.gates()) {
      testCase(file, gate.name(), "failure", gate.held() ? null : gate.message());
    }
  }

  /** Adds a test case; one that passes has no message. */
  private void testCase(String file, String name, String problem, String message) {
    xml.append("    <testcase classname=\"").append(escape(file));
    xml.append("\" name=\"").append(escape(name));
    if (message == null) {
      xml.append("\"/>\n");
      return;
    }
    xml.append("\">\n      <").append(problem).append(" message=\"").append(escape(message));
    xml.append("\"/>\n    </testcase>\n");
  }

  /** Makes any text safe in a quoted attribute, without the characters that XML can't have. */
  private static String escape(String raw) {
    return Printable.of(raw)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
