package mnisteval.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class AccuracyTest {
  private static final Accuracy A = new Accuracy(3, 4);
  private static final Accuracy B = new Accuracy(10, 200);
  private static final Accuracy C = new Accuracy(0, 7);

  @Test
  void mergeAddsCorrectAndTotal() {
    assertEquals(new Accuracy(13, 204), A.merge(B));
  }

  @Test
  void mergeTakesAnyOrder() {
    assertEquals(A.merge(B), B.merge(A));
  }

  @Test
  void mergeTakesAnyGrouping() {
    assertEquals(new Accuracy(13, 211), A.merge(B).merge(C));
    assertEquals(new Accuracy(13, 211), A.merge(B.merge(C)));
  }

  @Test
  void emptyChangesNothing() {
    assertEquals(A, A.merge(Accuracy.EMPTY));
    assertEquals(A, Accuracy.EMPTY.merge(A));
  }

  @Test
  void mergeCountsBeyondIntegers() {
    Accuracy large = new Accuracy(2_000_000_000, 2_100_000_000);
    assertEquals(new Accuracy(4_000_000_000L, 4_200_000_000L), large.merge(large));
  }

  @Test
  void accuracyIsCorrectByTotal() {
    assertEquals(0.75, A.accuracy());
    assertEquals(0.05, B.accuracy());
    assertEquals(0, C.accuracy());
    assertEquals(1, new Accuracy(9, 9).accuracy());
    assertEquals(0.9352, new Accuracy(9352, 10_000).accuracy());
  }
}
