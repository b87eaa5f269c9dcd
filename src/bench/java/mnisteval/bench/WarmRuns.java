package mnisteval.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A program that is run again and again in one process, when its turn has come: for each line on
 * standard input, which says how many threads are to work, and how many runs make a turn, it prints
 * a line with the median of the runs' nanoseconds and how many answers were right. Peers in Python
 * do the same, so that turns alternate.
 */
final class WarmRuns {
  private WarmRuns() {}

  /** What is measured. */
  interface Run {
    /** Evaluates all images, and returns how many answers are right. */
    long right(int threads) throws Exception;
  }

  /** Takes turns until standard input ends. */
  static void serve(Run run) throws Exception {
    BufferedReader turns =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String turn = turns.readLine(); turn != null; turn = turns.readLine()) {
      String[] wanted = turn.split(" ");
      int threads = Integer.parseInt(wanted[0]);
      long[] nanos = new long[Integer.parseInt(wanted[1])];
      long right = 0;
      for (int i = 0; i < nanos.length; i++) {
        long start = System.nanoTime();
        right = run.right(threads);
        nanos[i] = System.nanoTime() - start;
      }
      Arrays.sort(nanos);
      System.out.println(nanos[nanos.length / 2] + " " + right);
      requireWritten();
    }
  }

  private static void requireWritten() throws IOException {
    if (System.out.checkError()) {
      throw new IOException("standard output cannot be written");
    }
  }
}
