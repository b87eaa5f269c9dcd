package mnisteval.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class PartTaskTest {
  private static List<HadoopFile> networks(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new HadoopFile("n" + i, "file:/n" + i, 1, 1))
        .toList();
  }

  /** Returns the tasks as texts: the networks, the first image and how many images. */
  private static String tasks(int networks, long count, boolean divisible, int least) {
    return PartTask.of(networks(networks), count, 784, divisible, least).stream()
        .map(
            task ->
                task.networks().stream().map(HadoopFile::name).collect(Collectors.joining("+"))
                    + " "
                    + task.offset()
                    + " "
                    + task.limit())
        .collect(Collectors.joining(", "));
  }

  @Test
  void dividesTheImagesOfOneNetworkIntoBlocks() {
    assertEquals("n0 0 3400, n0 3400 3400, n0 6800 3200", tasks(1, 10_000, true, 3));
  }

  @Test
  void dividesGzippedImagesIntoFourRangesAtMost() {
    assertEquals("n0 0 400, n0 400 400", tasks(1, 800, false, 2));
    assertEquals("n0 0 400, n0 400 400, n0 800 400, n0 1200 400", tasks(1, 1600, false, 100));
    assertEquals("n0+n1+n2 0 100000", tasks(3, 100_000, false, 1));
  }

  @Test
  void keepsTwoNetworksTogether() {
    assertEquals("n0+n1 0 5000, n0+n1 5000 5000", tasks(2, 10_000, true, 2));
  }

  @Test
  void dividesNetworksFirst() {
    assertEquals("n0 0 1000, n1+n2 0 1000, n3+n4 0 1000", tasks(5, 1000, true, 3));
  }

  /** 32 MiB of images and labels, 42,581 of MNIST, fit: 100,000 take three ranges. */
  @Test
  void readsTheImagesOfSeveralNetworksOnce() {
    assertEquals(
        "n0+n1+n2 0 33400, n0+n1+n2 33400 33400, n0+n1+n2 66800 33200", tasks(3, 100_000, true, 1));
  }

  @Test
  void hasNoMoreThanFiftyNetworksInATask() {
    List<PartTask> tasks = PartTask.of(networks(101), 10_000, 784, true, 1);
    assertEquals(List.of(33, 34, 34), tasks.stream().map(task -> task.networks().size()).toList());
    assertEquals(List.of(0, 1, 2), tasks.stream().map(PartTask::place).toList());
  }
}
