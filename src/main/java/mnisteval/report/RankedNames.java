package mnisteval.report;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import mnisteval.input.Printable;
import mnisteval.report.Report.NetworkResult;

/**
 * The files of a ranking as people read them: without the folder that all are in, which is told
 * once, and with a remark on files whose bytes are those of a better one. All are {@link
 * Printable}.
 */
public final class RankedNames {
  private final String folder;

  /** The first network with each sha256. */
  private final Map<String, NetworkResult> first = new HashMap<>();

  /** Looks at the names of networks, in their order in the ranking. */
  public RankedNames(List<NetworkResult> networks) {
    folder = commonFolder(networks);
    for (NetworkResult network : networks) {
      first.putIfAbsent(network.file().sha256(), network);
    }
  }

  /**
   * Returns the beginning of all names up to a slash, or nothing if there is none or one name only;
   * files that are joined by {@code +} have a folder each.
   */
  private static String commonFolder(List<NetworkResult> networks) {
    if (networks.size() < 2) {
      return "";
    }
    String common = networks.get(0).file().name();
    for (NetworkResult network : networks) {
      String name = network.file().name();
      int same = 0;
      int end = name.indexOf('+') < 0 ? Math.min(common.length(), name.length()) : 0;
      while (same < end && common.charAt(same) == name.charAt(same)) {
        same++;
      }
      common = common.substring(0, same);
    }
    return common.substring(0, Math.max(common.lastIndexOf('/'), common.lastIndexOf('\\')) + 1);
  }

  /** Returns the heading of the files: it tells their folder, if they have one in common. */
  public String heading() {
    return folder.isEmpty() ? "file" : "file in " + Printable.of(folder);
  }

  /** Returns the name of a network's file. */
  public String name(NetworkResult network) {
    return Printable.of(network.file().name().substring(folder.length()));
  }

  /** Returns its name, and that of the first one that has the same bytes, if there is one. */
  String remarked(NetworkResult network) {
    String same = copyOf(network);
    return name(network) + (same == null ? "" : ", same as " + same);
  }

  /** Returns the name of the first network that has the same bytes, null if it is this one. */
  public String copyOf(NetworkResult network) {
    NetworkResult same = first.get(network.file().sha256());
    boolean copy = network.file().sha256() != null && same != network;
    return copy ? name(same) : null;
  }

  /** Returns the file and its error. */
  String failure(NetworkResult network) {
    return name(network) + ": " + reason(network);
  }

  /** Returns the error without the file, with which most messages start. */
  public String reason(NetworkResult network) {
    String start = network.file().name() + ": ";
    String error = network.error();
    String rest = error.startsWith(start) ? error.substring(start.length()) : error;
    return Printable.of(rest);
  }
}
