package mnisteval.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import mnisteval.evaluation.Accuracy.AccuracyTally;
import mnisteval.idx.ImageSet;
import mnisteval.idx.LabeledImages;
import mnisteval.input.InputException;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** 4950 images of 3 classes, of which 500 make a block: nine whole ones and one of 450. */
final class BlockSchedulerTest {
  private static final int IMAGES = 4950;

  /** Of every three images, the network is right about the first two. */
  private static final Table GOOD = Table.predicting(3, labels(), 0, 1, 0);

  /** Of every three images, the network is right about the first one. */
  private static final Table BAD = Table.predicting(4, labels(), 0, 3, 0);

  private static int[] labels() {
    int[] labels = new int[IMAGES];
    for (int i = 0; i < IMAGES; i++) {
      labels[i] = i % 3;
    }
    return labels;
  }

  private static Table withLabel(int image, int label) {
    int[] labels = labels();
    labels[image] = label;
    return new Table(labels, GOOD.logits());
  }

  private static void evaluate(ImageSet set, int threads, EvaluatedNetwork network)
      throws IOException {
    try (LabeledImages images = set.open()) {
      Evaluator.evaluate(network, images, threads, null);
    }
  }

  private static Accuracy counted(EvaluatedNetwork network) {
    return ((AccuracyTally) network.tally()).accuracy();
  }

  private static EvaluatedNetwork network(Table table) {
    return new EvaluatedNetwork("net.pkl", table.network(), new AccuracyTally());
  }

  /** A network of five inputs, which three pixels do not fit. */
  private static EvaluatedNetwork ofOtherInputs() {
    return network(new Table(new int[1], new double[5][3]));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8, 100})
  void evaluatesOnAnyNumberOfThreads(int threads) throws IOException {
    EvaluatedNetwork good = network(GOOD);
    evaluate(GOOD.set(), threads, good);
    assertEquals(new Accuracy(3300, 4950), counted(good));
    assertNull(good.error());
    EvaluatedNetwork bad = network(BAD);
    evaluate(GOOD.set(), threads, bad);
    assertEquals(new Accuracy(1650, 4950), counted(bad));
    assertNull(bad.error());
  }

  @Test
  void keepsTheErrorOfANetworkOfOtherInputs() throws IOException {
    EvaluatedNetwork other = ofOtherInputs();
    evaluate(GOOD.set(), 2, other);
    assertEquals(new Accuracy(0, 0), counted(other));
    assertEquals(
        "net.pkl: takes images of another size (expected 1x3 = 3 inputs as in images.idx, found 5)",
        other.error().getMessage());
  }

  /** Image 1702 is in the fourth block; of the 1500 before it, two in three are right. */
  @RepeatedTest(20)
  void keepsTheErrorOfANetworkWithoutTheClassOfALabel() throws IOException {
    EvaluatedNetwork three = network(GOOD);
    evaluate(withLabel(1702, 3).set(), 4, three);
    assertEquals(new Accuracy(1000, 1500), counted(three));
    assertEquals(
        "labels.idx: label 3 of image 1702 is beyond the network's classes (expected 0 to 2 as in"
            + " net.pkl)",
        three.error().getMessage());
    EvaluatedNetwork four = network(BAD);
    evaluate(withLabel(1702, 3).set(), 4, four);
    assertEquals(new Accuracy(1651, 4950), counted(four));
  }

  /** The images are truncated, but the network does not need them. */
  @Test
  void readsNothingForANetworkThatDoesNotFit() throws IOException {
    EvaluatedNetwork other = ofOtherInputs();
    evaluate(GOOD.set(7500), 2, other);
    assertEquals(new Accuracy(0, 0), counted(other));
  }

  @RepeatedTest(20)
  void throwsAnErrorOfTheImages() {
    EvaluatedNetwork good = network(GOOD);
    InputException error =
        assertThrows(InputException.class, () -> evaluate(GOOD.set(7500), 4, good));
    assertEquals(
        "images.idx: truncated (expected 14850 bytes for unsigned bytes of shape (4950, 1, 3),"
            + " found 7350)",
        error.getMessage());
    assertNull(good.error());
    // 2450 images are whole: the four blocks before the error were merged.
    assertEquals(2000, counted(good).total());
  }

  /** Remembers the first image of every block merged, and how many are on their way at most. */
  private static class Order implements Tally {
    private final Order root;
    private final List<Long> firsts = new ArrayList<>();
    private int open;
    private int mostOpen;

    Order(Order root) {
      this.root = root == null ? this : root;
    }

    @Override
    public Tally empty() {
      open++;
      mostOpen = Math.max(mostOpen, open);
      return new Order(this);
    }

    @Override
    public void add(Prediction image) {
      if (firsts.isEmpty()) {
        root.begin(image.number());
        firsts.add(image.number());
      }
    }

    /** What happens when a block is begun. */
    void begin(long first) {}

    @Override
    public void merge(Tally next) throws IOException {
      open--;
      firsts.addAll(((Order) next).firsts);
    }
  }

  private static final Long[] FIRSTS = {
    0L, 500L, 1000L, 1500L, 2000L, 2500L, 3000L, 3500L, 4000L, 4500L
  };

  /** Two threads have eight blocks at most, even if the first block takes until the end. */
  @Test
  void mergesInTheOrderOfTheImagesAndWaitsForTheSlow() throws IOException {
    CountDownLatch eighth = new CountDownLatch(1);
    Order order =
        new Order(null) {
          @Override
          void begin(long first) {
            if (first == 3500) {
              eighth.countDown();
            } else if (first == 0) {
              await(eighth);
              // The other thread would take the ninth block now, if it could.
              sleep(50);
            }
          }
        };
    evaluate(GOOD.set(), 2, new EvaluatedNetwork("net.pkl", GOOD.network(), order));
    assertArrayEquals(FIRSTS, order.firsts.toArray());
    assertEquals(8, order.mostOpen);
    assertEquals(0, order.open);
  }

  @RepeatedTest(20)
  void mergesInTheOrderOfTheImages() throws IOException {
    Order order = new Order(null);
    evaluate(GOOD.set(), 8, new EvaluatedNetwork("net.pkl", GOOD.network(), order));
    assertArrayEquals(FIRSTS, order.firsts.toArray());
  }

  /** The images are truncated further on, but what can't be written comes first. */
  @RepeatedTest(20)
  void aTallyThatCannotBeMergedEndsTheRun() {
    IOException full = new IOException("out.csv: no space left");
    Order order =
        new Order(null) {
          @Override
          public void merge(Tally next) throws IOException {
            super.merge(next);
            if (next instanceof Order block && block.firsts.contains(1000L)) {
              throw full;
            }
          }
        };
    EvaluatedNetwork network = new EvaluatedNetwork("net.pkl", GOOD.network(), order);
    assertSame(full, assertThrows(IOException.class, () -> evaluate(GOOD.set(7500), 8, network)));
    assertEquals(List.of(0L, 500L, 1000L), order.firsts);
  }

  @RepeatedTest(20)
  void aDefectOfATallyReachesTheCaller() {
    IllegalStateException defect = new IllegalStateException("on purpose");
    Order order =
        new Order(null) {
          @Override
          void begin(long first) {
            if (first == 1500) {
              throw defect;
            }
          }
        };
    EvaluatedNetwork network = new EvaluatedNetwork("net.pkl", GOOD.network(), order);
    assertSame(
        defect, assertThrows(IllegalStateException.class, () -> evaluate(GOOD.set(), 3, network)));
    assertTrue(order.firsts.size() <= 3, order.firsts.toString());
  }

  /** The other thread holds on to a block, so that there is something to wait for. */
  @Test
  void endsWhenItIsInterrupted() {
    Thread caller = Thread.currentThread();
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    Order order =
        new Order(null) {
          @Override
          void begin(long first) {
            if (Thread.currentThread() != caller) {
              caller.interrupt();
              begun.countDown();
              await(ended);
            }
            while (begun.getCount() > 0) {
              Thread.onSpinWait();
            }
          }
        };
    EvaluatedNetwork network = new EvaluatedNetwork("net.pkl", GOOD.network(), order);
    IOException error = assertThrows(IOException.class, () -> evaluate(GOOD.set(), 2, network));
    ended.countDown();
    assertTrue(Thread.interrupted());
    assertEquals("interrupted", error.getMessage());
  }

  @Test
  void runsOverKeptImagesAgainAndAgain() throws IOException {
    try (LabeledImages images = GOOD.set().open()) {
      assertTrue(images.keep());
      for (int run = 0; run < 3; run++) {
        EvaluatedNetwork good = network(GOOD);
        Evaluator.evaluate(good, images, 2, null);
        assertEquals(new Accuracy(3300, 4950), counted(good));
      }
    }
  }

  @Test
  void refusesToRunOverImagesThatAreGone() throws IOException {
    EvaluatedNetwork good = network(GOOD);
    try (LabeledImages images = GOOD.set().open()) {
      Evaluator.evaluate(good, images, 2, null);
      IllegalStateException defect =
          assertThrows(
              IllegalStateException.class, () -> Evaluator.evaluate(good, images, 2, null));
      assertEquals("images that were read are not kept", defect.getMessage());
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
