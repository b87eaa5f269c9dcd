package mnisteval.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import mnisteval.idx.Block;
import mnisteval.idx.ImageSet;
import mnisteval.idx.LabeledImages;
import mnisteval.input.InputException;
import mnisteval.input.Source;

/**
 * Arrays and archives of any bytes are read as images and labels or refused in one line, and an
 * array in an archive is read as the array is. The fuzzer's bytes are those of the images, a
 * marker, the labels.
 */
final class ArrayImagesFuzzTest {
  @FuzzTest
  void readsArraysOrRefuses(byte[] bytes) throws IOException {
    Promise promise = new Promise();
    Parts parts = new Parts(bytes);
    byte[] images = parts.part(0);
    byte[] labels = parts.part(1);
    String alone = read(images, labels);
    // An archive in an archive is not opened, and what is gzipped in one has no known length.
    if (isArray(images) && isArray(labels)) {
      String packed = read(archive("x_test.npy", images), archive("y_test.npy", labels));
      assertEquals(isError(alone), isError(packed), packed);
      if (!isError(alone)) {
        assertEquals(alone, packed);
      }
    }
    promise.requireTime();
  }

  private static boolean isError(String result) {
    return result.startsWith("images") || result.startsWith("labels");
  }

  private static boolean isArray(byte[] bytes) {
    return bytes.length > 2 && bytes[0] == (byte) 0x93 && bytes[1] == 'N';
  }

  private static byte[] archive(String name, byte[] content) throws IOException {
    ByteArrayOutputStream archive = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(archive)) {
      zip.putNextEntry(new ZipEntry("other.npy"));
      zip.write(content, 0, content.length / 2);
      zip.putNextEntry(new ZipEntry(name));
      zip.write(content);
    }
    return archive.toByteArray();
  }

  /** Returns the number of images and a sum of all pixels and labels, or the error. */
  private static String read(byte[] images, byte[] labels) throws IOException {
    ImageSet set =
        ImageSet.of(Source.inMemory("images", images), Source.inMemory("labels", labels));
    try (LabeledImages open = set.open()) {
      Block block = open.newBlock();
      int sum = 0;
      long count = 0;
      while (open.next(block)) {
        count += block.count();
        int size = block.count() * block.imageSize();
        sum = 31 * sum + Arrays.hashCode(Arrays.copyOf(block.pixels(), size));
        sum = 31 * sum + Arrays.hashCode(Arrays.copyOf(block.labels(), block.count()));
      }
      return count + " images: " + sum;
    } catch (InputException e) {
      String message = e.getMessage();
      Promise.requireLine(message.startsWith("labels") ? "labels" : "images", message);
      assertTrue(message.indexOf(": ") > 0, message);
      return message;
    }
  }
}
