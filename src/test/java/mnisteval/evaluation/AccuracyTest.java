package mnisteval.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class AccuracyTest {
  private static final Accuracy A = new Accuracy(3, 4);
  private static final Accuracy B = new Accuracy(10, 200);
  private static final Accuracy C = new Accuracy(0, 7);

  @Test
  void accuracyIsCorrectByTotal() {
    assertEquals(0.75, A.accuracy());
    assertEquals(0.05, B.accuracy());
    assertEquals(0, C.accuracy());
    assertEquals(1, new Accuracy(9, 9).accuracy());
    assertEquals(0.9352, new Accuracy(9352, 10_000).accuracy());
  }
}
