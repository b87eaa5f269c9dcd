package mnisteval.report.partial;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mnisteval.input.InputException;

/**
 * What a part of a run has counted: of all networks or of some, on all images or on some. Parts are
 * merged in any order and grouping; the order of networks alone is that in which they come first.
 */
public final class Partial {
  private final String file;
  private final PartialRun run;
  private final Map<String, PartialNetwork> networks = new LinkedHashMap<>();
  private NetworkPair pair;

  /** Bytes of the heap that the networks take. */
  private long bytes;

  /**
   * Makes a part without networks.
   *
   * @param file in messages
   */
  Partial(String file, PartialRun run) {
    this.file = file;
    this.run = run;
  }

  /** Returns what all parts have in common. */
  public PartialRun run() {
    return run;
  }

  /** Returns the networks in the order in which they were added. */
  public List<PartialNetwork> networks() {
    return List.copyOf(networks.values());
  }

  /** Returns how two networks compare; null if not both were run on all images. */
  public NetworkPair pair() {
    return pair;
  }

  void compare(NetworkPair compared) {
    pair = compared;
  }

  /** Adds a network of this part. */
  void add(PartialNetwork network) throws InputException {
    bytes += network.bytes();
    if (networks.putIfAbsent(network.name(), network) != null) {
      throw InputException.of(file, "%s twice (expected each network once)", network.name());
    }
  }

  /** Returns roughly how many bytes of the heap the networks take. */
  long bytes() {
    return bytes;
  }

  /**
   * Adds another part, which is not to be used any more.
   *
   * @throws InputException if it is of another run, or has images that this one has
   */
  public void merge(Partial next) throws InputException {
    run.requireSame(file, next.run, next.file);
    pair = pair == null ? null : pair.plus(next.pair);
    for (PartialNetwork network : next.networks.values()) {
      PartialNetwork before = networks.get(network.name());
      long bytesBefore = before == null ? 0 : before.bytes();
      PartialNetwork merged = before == null ? network : before.plus(network);
      networks.put(network.name(), merged);
      bytes += merged.bytes() - bytesBefore;
    }
  }

  /**
   * Checks that each network was run on all images, so that the whole run can be reported.
   *
   * @throws InputException if images are missing
   */
  public void requireComplete() throws InputException {
    for (PartialNetwork network : networks.values()) {
      network.requireAll(run.count());
    }
  }
}
