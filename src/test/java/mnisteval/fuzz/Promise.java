package mnisteval.fuzz;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;

/** What holds of every answer, whatever the bytes were. */
final class Promise {
  private static final long MAX_SECONDS = 5;

  private final long start = cpuNanos();

  /** That this thread has worked no more than five seconds since this promise was made. */
  void requireTime() {
    long seconds = TimeUnit.NANOSECONDS.toSeconds(cpuNanos() - start);
    assertTrue(seconds < MAX_SECONDS, "took " + seconds + " seconds");
  }

  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  /** That a message begins as it must, is short, and has no characters that move a cursor. */
  static void requireLine(String start, String message) {
    assertTrue(message.startsWith(start), message);
    assertTrue(message.length() < 10_000, message);
    assertFalse(message.chars().anyMatch(Character::isISOControl), message);
  }
}
