package mnisteval.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * What one task evaluates: some networks on some images.
 *
 * @param place of the task among all, from 0
 * @param networks files of weights
 * @param offset number of the first image
 * @param limit how many images
 */
record PartTask(int place, List<HadoopFile> networks, long offset, long limit)
    implements Serializable {
  /** A task that is lost costs no more than these networks on its images: seconds. */
  private static final int MOST_NETWORKS = 50;

  /** Images that a task keeps for its networks, so that it reads them once: 40,000 of MNIST. */
  private static final long MOST_BYTES = 32 << 20;

  /**
   * Ranges of a gzipped file, of which each task decompresses what is before its range. With four,
   * a network is done 2.3 times as fast as with one, at a quarter more work; with more, hardly
   * faster.
   */
  private static final int MOST_GZIPPED = 4;

  /** Images that are read at a time; ranges consist of such blocks. */
  private static final int BLOCK = 200;

  /**
   * Divides a job into tasks: networks first, whose groups share nothing, and then the images.
   *
   * @param count how many images there are
   * @param pixels of an image
   * @param divisible whether a range of images can be read without decompressing those before it
   * @param least how many tasks there should be
   */
  static List<PartTask> of(
      List<HadoopFile> networks, long count, int pixels, boolean divisible, int least) {
    int number = networks.size();
    // Two networks are compared image by image.
    int groups =
        number == 2
            ? 1
            : Math.max(Math.min(number, least), (number + MOST_NETWORKS - 1) / MOST_NETWORKS);
    long kept = MOST_BYTES / (pixels + Integer.BYTES);
    long ranges = Math.max(1, (least + groups - 1) / groups);
    if (!divisible) {
      ranges = Math.min(ranges, MOST_GZIPPED);
    } else if (number > groups) {
      ranges = Math.max(ranges, (count + kept - 1) / Math.max(1, kept));
    }
    long size = (count + ranges - 1) / ranges;
    size = (size + BLOCK - 1) / BLOCK * BLOCK;
    List<PartTask> tasks = new ArrayList<>();
    for (int group = 0; group < groups; group++) {
      int first = (int) ((long) number * group / groups);
      int end = (int) ((long) number * (group + 1) / groups);
      List<HadoopFile> some = List.copyOf(networks.subList(first, end));
      for (long offset = 0; offset < count; offset += size) {
        tasks.add(new PartTask(tasks.size(), some, offset, Math.min(size, count - offset)));
      }
    }
    return tasks;
  }
}
