package mnisteval.cli;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import mnisteval.cli.options.ReportOptions;
import mnisteval.evaluation.metrics.Comparison;
import mnisteval.input.HeapShares;
import mnisteval.input.InputException;
import mnisteval.report.page.HtmlReport;

/**
 * The networks of a report by rank: most images right first, of equals in the order they were
 * given. It keeps no more of each than the report shows, within the report's share of the heap.
 */
final class Ranking {
  private final ReportOptions reports;
  private final int networks;
  private final List<ReportEntry> entries = new ArrayList<>();
  private long bytes;

  /**
   * Makes an empty ranking.
   *
   * @param networks how many there will be
   */
  Ranking(ReportOptions reports, int networks) {
    this.reports = reports;
    this.networks = networks;
  }

  /** Returns the networks, the best one first. */
  List<ReportEntry> entries() {
    return Collections.unmodifiableList(entries);
  }

  /**
   * Adds a network. A page details only the first ones, so that nothing more is kept of the others.
   *
   * @throws InputException if the memory does not suffice
   */
  void add(ReportEntry added) throws InputException {
    int rank = entries.size();
    while (rank > 0 && entries.get(rank - 1).correct() < added.correct()) {
      rank--;
    }
    entries.add(rank, added);
    bytes += added.bytes(reports.wantsMistakes());
    if (reports.wantsMistakes() && entries.size() > HtmlReport.MOST_SECTIONS) {
      // The one that was just added, or the one that it pushed down.
      int lower = Math.max(rank, HtmlReport.MOST_SECTIONS);
      ReportEntry entry = entries.get(lower);
      ReportEntry row = entry.row(reports.showsDetails(networks));
      entries.set(lower, row);
      bytes += row.bytes(true) - entry.bytes(true);
    }
    reserve(added.name(), 0);
  }

  /**
   * Reserves bytes of the report's share of the heap: without a bound, it would end in a crash.
   *
   * @param file the network's file in messages
   * @throws InputException if no such share is left
   */
  void reserve(String file, long more) throws InputException {
    bytes += more;
    long most = HeapShares.metrics();
    if (bytes > most) {
      throw InputException.of(
          file,
          "too much for the memory with the networks before it"
              + " (expected at most %d KiB, found %d KiB; java -Xmx gives more)",
          most >> 10,
          bytes + 1023 >> 10);
    }
  }

  /** Prints a line for each gate that does not hold, and returns the exit code of the run. */
  int code(Console console) {
    boolean held = true;
    for (ReportEntry entry : entries) {
      held &= AccuracyRun.gatesHold(entry.name(), entry.result().gates(), console);
    }
    return console.code() != Console.OK || held ? console.code() : Console.GATE;
  }

  /** Returns the most classes that any network has, 0 if all failed. */
  int classes() {
    int most = 0;
    for (ReportEntry entry : entries) {
      List<Integer> layers = entry.result().layers();
      most = Math.max(most, layers.isEmpty() ? 0 : layers.get(layers.size() - 1));
    }
    return most;
  }

  /** Returns how the only two networks differ; null if there are not two, or one failed. */
  Comparison comparison() {
    return networks != 2 || entries.stream().anyMatch(ReportEntry::failed)
        ? null
        : Comparison.of(entries.get(0).predicted(), entries.get(1).predicted());
  }
}
