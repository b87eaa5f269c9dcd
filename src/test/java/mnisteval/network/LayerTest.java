package mnisteval.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class LayerTest {
  private static final Layer LAYER =
      new Layer(new double[][] {{1, -2, 0.5}, {-3, 4, 0.25}}, new double[] {-10, 0.5, 2});

  @Test
  void inputsAreRowsAndOutputsColumns() {
    assertEquals(2, LAYER.inputs());
    assertEquals(3, LAYER.outputs());
  }

  /** By hand: |-10| + 0.5 (1 + 3), |0.5| + 0.5 (2 + 4), 2 + 0.5 (0.5 + 0.25). */
  @Test
  void boundIsTheLargestOfWeightsTimesInputsPlusBias() {
    assertEquals(12, LAYER.bound(0.5));
  }

  /** By hand: 10 + 100 x 4, 0.5 + 100 x 6, 2 + 100 x 0.75. */
  @Test
  void boundDependsOnTheInputs() {
    assertEquals(600.5, LAYER.bound(100));
  }

  @Test
  void boundIsInfiniteWhereWeightsOverflow() {
    Layer layer = new Layer(new double[][] {{1e308}, {-1e308}}, new double[] {0});
    assertEquals(Double.POSITIVE_INFINITY, layer.bound(1));
  }

  @Test
  void boundIsInfiniteWhereTheBiasOverflows() {
    Layer layer = new Layer(new double[][] {{1e308}}, new double[] {-1e308});
    assertEquals(Double.POSITIVE_INFINITY, layer.bound(1));
  }

  @Test
  void boundOfInputsThatAreZeroIsTheBias() {
    Layer layer = new Layer(new double[][] {{1e308}, {1e308}}, new double[] {-7});
    assertEquals(7, layer.bound(0));
  }
}
