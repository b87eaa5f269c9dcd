package mnisteval.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import mnisteval.evaluation.ClassOrder;
import mnisteval.evaluation.export.ExportFile;
import mnisteval.idx.ImageSet;
import mnisteval.idx.LabeledImages;
import mnisteval.input.InputException;
import mnisteval.input.Source;

/**
 * Predictions of any bytes are read for three images of three classes, or refused in one line; with
 * labels 0, 1, 2 and with others, of all images and of a part.
 */
final class ExportFileFuzzTest {
  private static final ClassOrder OTHER = new ClassOrder(new int[] {7, 0, 5});

  @FuzzTest
  void readsPredictionsOrRefuses(byte[] bytes) throws IOException {
    Promise promise = new Promise();
    read(bytes, null, false);
    read(bytes, OTHER, true);
    promise.requireTime();
  }

  private static void read(byte[] bytes, ClassOrder order, boolean part) throws IOException {
    try (LabeledImages images = ImageSet.bundled().part(1, 3).open()) {
      ExportFile.read(Source.inMemory("f", bytes), 3, order, images, 1, part);
    } catch (InputException e) {
      Promise.requireLine("f: ", e.getMessage());
    }
  }
}
