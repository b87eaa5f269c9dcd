package mnisteval.evaluation.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import mnisteval.evaluation.metrics.Metrics.Bin;
import org.junit.jupiter.api.Test;

final class CalibrationBinsTest {
  private static int only(double probability) {
    CalibrationBins bins = new CalibrationBins();
    bins.add(probability, true);
    List<Bin> all = bins.bins();
    int found = -1;
    for (int i = 0; i < all.size(); i++) {
      found = all.get(i).count() == 1 ? i : found;
    }
    return found;
  }

  @Test
  void anEdgeBelongsToTheBinBelow() {
    for (int i = 1; i <= 15; i++) {
      assertEquals(i - 1, only(i / 15.0));
      assertEquals(i - 1, only(Math.nextDown(i / 15.0)));
    }
  }

  @Test
  void whatIsAboveAnEdgeBelongsToTheBinAbove() {
    for (int i = 0; i < 15; i++) {
      assertEquals(i, only(Math.nextUp(i / 15.0)));
    }
  }

  @Test
  void binsCoverZeroToOne() {
    List<Bin> bins = new CalibrationBins().bins();
    assertEquals(15, bins.size());
    assertEquals(0, bins.get(0).from());
    assertEquals(1, bins.get(14).to());
    for (int i = 1; i < 15; i++) {
      assertEquals(bins.get(i - 1).to(), bins.get(i).from());
    }
  }

  @Test
  void aBinHoldsTheMeansOfItsImages() {
    CalibrationBins bins = new CalibrationBins();
    bins.add(0.5, true);
    bins.add(0.53125, false);
    CalibrationBins next = new CalibrationBins();
    next.add(0.515625, true);
    next.add(0.9921875, true);
    bins.merge(next);
    assertEquals(new Bin(7 / 15.0, 8 / 15.0, 3, 0.515625, 2 / 3.0), bins.bins().get(7));
    assertEquals(new Bin(14 / 15.0, 1, 1, 0.9921875, 1), bins.bins().get(14));
    assertEquals(new Bin(0, 1 / 15.0, 0, 0, 0), bins.bins().get(0));
  }

  /** By hand: 2 / 4 * |0.5 - 0.75| + 1 / 4 * |0 - 0.5| + 1 / 4 * |1 - 1|. */
  @Test
  void theErrorIsWeightedByImages() {
    CalibrationBins bins = new CalibrationBins();
    bins.add(0.75, true);
    bins.add(0.75, false);
    bins.add(0.5, false);
    bins.add(1, true);
    assertEquals(0.25, bins.error());
  }

  @Test
  void withoutImagesThereIsNoError() {
    assertEquals(0, new CalibrationBins().error());
  }
}
