package mnisteval.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class EvaluationTest {
  private static final Evaluation A = new Evaluation(3, 4);
  private static final Evaluation B = new Evaluation(10, 200);
  private static final Evaluation C = new Evaluation(0, 7);

  @Test
  void mergeAddsCorrectAndTotal() {
    assertEquals(new Evaluation(13, 204), A.merge(B));
  }

  @Test
  void mergeTakesAnyOrder() {
    assertEquals(A.merge(B), B.merge(A));
  }

  @Test
  void mergeTakesAnyGrouping() {
    assertEquals(new Evaluation(13, 211), A.merge(B).merge(C));
    assertEquals(new Evaluation(13, 211), A.merge(B.merge(C)));
  }

  @Test
  void emptyChangesNothing() {
    assertEquals(A, A.merge(Evaluation.EMPTY));
    assertEquals(A, Evaluation.EMPTY.merge(A));
  }

  @Test
  void mergeCountsBeyondIntegers() {
    Evaluation large = new Evaluation(2_000_000_000, 2_100_000_000);
    assertEquals(new Evaluation(4_000_000_000L, 4_200_000_000L), large.merge(large));
  }

  @Test
  void accuracyIsCorrectByTotal() {
    assertEquals(0.75, A.accuracy());
    assertEquals(0.05, B.accuracy());
    assertEquals(0, C.accuracy());
    assertEquals(1, new Evaluation(9, 9).accuracy());
    assertEquals(0.9352, new Evaluation(9352, 10_000).accuracy());
  }
}
