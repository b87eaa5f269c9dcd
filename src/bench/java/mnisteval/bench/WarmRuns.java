package mnisteval.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * A program that is run again and again in one process, when its turn has come: for each line on
 * standard input, which says how many threads are to work, it prints a line with the nanoseconds
 * that took and how many answers were right. Peers in Python do the same, so that turns alternate.
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
      int threads = Integer.parseInt(turn);
      long start = System.nanoTime();
      long right = run.right(threads);
      long nanos = System.nanoTime() - start;
      System.out.println(nanos + " " + right);
      requireWritten();
    }
  }

  private static void requireWritten() throws IOException {
    if (System.out.checkError()) {
      throw new IOException("standard output cannot be written");
    }
  }
}
