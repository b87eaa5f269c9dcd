package mnisteval.cli.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

final class ProgressTest {
  private static final Duration NONE = Duration.ZERO;
  private static final Duration FOREVER = Duration.ofDays(1);

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream err = new PrintStream(bytes, true, StandardCharsets.UTF_8);
  private final AtomicInteger asked = new AtomicInteger();

  private final BooleanSupplier terminal =
      () -> {
        asked.incrementAndGet();
        return true;
      };

  private final BooleanSupplier file =
      () -> {
        asked.incrementAndGet();
        return false;
      };

  @Test
  void drawsABarOfOneLineAndWipesIt() {
    try (Progress progress = new Progress(1000, err, NONE, terminal)) {
      progress.accept(250);
      progress.accept(250);
    }
    String drawn = bytes.toString(StandardCharsets.UTF_8);
    String[] lines = drawn.split("\r+");
    // The library draws and wipes in a thread of its own: which of the lines it is depends on that.
    String half = " {2}50% \\[=+ *\\] {2,3}500/1000 images \\(\\d:\\d\\d:.*";
    assertTrue(Arrays.stream(lines).anyMatch(line -> line.matches(half)), drawn);
    for (String line : lines) {
      assertTrue(line.length() < 80, line);
    }
    assertTrue(drawn.endsWith("\r" + " ".repeat(76) + "\r"), drawn);
    assertEquals(1, asked.get());
  }

  @Test
  void hasNoColour() {
    try (Progress progress = new Progress(1000, err, NONE, terminal)) {
      progress.accept(1);
    }
    assertFalse(bytes.toString(StandardCharsets.UTF_8).contains("\u001b"));
  }

  @Test
  void showsNothingOfAShortJob() {
    try (Progress progress = new Progress(1000, err, FOREVER, terminal)) {
      progress.accept(500);
    }
    assertEquals(0, bytes.size());
    assertEquals(0, asked.get());
  }

  @Test
  void showsNothingOfAJobThatIsDone() {
    try (Progress progress = new Progress(1000, err, NONE, terminal)) {
      progress.accept(1000);
    }
    assertEquals(0, bytes.size());
  }

  @Test
  void showsNothingWhereThereIsNoTerminalAndAsksOnlyOnce() {
    try (Progress progress = new Progress(1000, err, NONE, file)) {
      progress.accept(1);
      progress.accept(1);
    }
    assertEquals(0, bytes.size());
    assertEquals(1, asked.get());
  }

  @Test
  void showsNothingAfterTheEnd() {
    Progress progress = new Progress(1000, err, NONE, terminal);
    progress.close();
    progress.accept(1);
    assertEquals(0, bytes.size());
  }

  @Test
  void countsWhatSeveralThreadsDo() throws InterruptedException {
    try (Progress progress = new Progress(10_000, err, NONE, terminal)) {
      Thread[] threads = new Thread[4];
      for (int i = 0; i < threads.length; i++) {
        threads[i] =
            new Thread(
                () -> {
                  for (int step = 0; step < 1000; step++) {
                    progress.accept(2);
                  }
                });
        threads[i].start();
      }
      for (Thread thread : threads) {
        thread.join();
      }
    }
    String drawn = bytes.toString(StandardCharsets.UTF_8);
    assertTrue(drawn.contains(" 8000/10000 images"), drawn);
  }

  @Test
  void canBeSilent() {
    try (Progress progress = Progress.start(1000, null)) {
      progress.accept(1);
    }
    assertEquals(0, bytes.size());
  }

  /** The tests' own standard error is a pipe to Maven. */
  @Test
  void knowsThatAPipeIsNoTerminal() {
    assertFalse(Progress.isTerminal());
    assertEquals(System.console() != null, Progress.isConsole(System.console()));
  }
}
