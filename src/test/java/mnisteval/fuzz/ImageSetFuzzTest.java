package mnisteval.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import mnisteval.idx.Block;
import mnisteval.idx.ImageSet;
import mnisteval.idx.LabeledImages;
import mnisteval.input.InputException;
import mnisteval.input.Source;

/**
 * Images and labels of any bytes are read to the end or refused in one line, and gzip changes
 * nothing. The fuzzer's bytes are those of the images, a marker, the labels.
 */
final class ImageSetFuzzTest {
  @FuzzTest
  void readsImagesAndLabelsOrRefuses(byte[] bytes) throws IOException {
    Promise promise = new Promise();
    Parts parts = new Parts(bytes);
    byte[] images = parts.part(0);
    byte[] labels = parts.part(1);
    String plain = read(images, labels);
    if (!isGzip(images) && !isGzip(labels)) {
      assertEquals(plain, read(gzip(images), gzip(labels)));
    }
    promise.requireTime();
  }

  /** Returns the number of images and a sum of all pixels and labels, or the error. */
  private static String read(byte[] images, byte[] labels) throws IOException {
    ImageSet set = ImageSet.of(source("images", images), source("labels", labels));
    try (LabeledImages open = set.open()) {
      Block block = open.newBlock();
      long count = 0;
      int sum = 0;
      while (open.next(block)) {
        assertEquals(count, block.first());
        count += block.count();
        sum = 31 * sum + Arrays.hashCode(block.pixels());
        for (int i = 0; i < block.count(); i++) {
          assertTrue(block.labels()[i] >= 0, "a label below 0");
          sum = 31 * sum + block.labels()[i];
        }
      }
      assertEquals(0, open.remaining());
      return count + " images: " + sum;
    } catch (InputException e) {
      Promise.requireLine(
          e.getMessage().startsWith("labels") ? "labels: " : "images: ", e.getMessage());
      return e.getMessage();
    }
  }

  private static Source source(String name, byte[] bytes) {
    return Source.stream(name, new ByteArrayInputStream(bytes));
  }

  private static boolean isGzip(byte[] bytes) {
    return bytes.length >= 2 && bytes[0] == 0x1f && bytes[1] == (byte) 0x8b;
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream gzipped = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(gzipped)) {
      out.write(plain);
    }
    return gzipped.toByteArray();
  }
}
