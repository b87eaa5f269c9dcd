package mnisteval.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import mnisteval.PickledNetwork;
import mnisteval.input.InputException;
import mnisteval.input.Source;
import org.junit.jupiter.api.Test;

/** Files as numpy's {@code tofile} writes them: the numbers, little-endian, and nothing else. */
final class RawNumbersTest {
  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static byte[] float32(int count, double first) {
    ByteBuffer file = buffer(4 * count).putFloat((float) first);
    Random random = new Random(7);
    while (file.hasRemaining()) {
      file.putFloat((float) (0.1 * random.nextGaussian()));
    }
    return file.array();
  }

  private static byte[] float64(int count) {
    ByteBuffer file = buffer(8 * count);
    Random random = new Random(7);
    while (file.hasRemaining()) {
      file.putDouble(0.1 * random.nextGaussian());
    }
    return file.array();
  }

  @Test
  void saysWhatToWriteInstead() {
    Source source = Source.stream("w.bin", new ByteArrayInputStream(float32(160, 0.5)));
    assertEquals(
        "w.bin: no network (expected a pickle, .npz, .npy, PyTorch, .safetensors, ONNX, Keras, JSON or CSV file,"
            + " found 160 raw numbers without names and shapes, which look like float32; numpy.savez writes"
            + " arrays with both)",
        assertThrows(InputException.class, () -> WeightsFile.read(source)).getMessage());
  }

  @Test
  void tellsFloat64() {
    assertEquals(
        "160 raw numbers without names and shapes, which look like float64",
        RawNumbers.describe(float64(160)));
  }

  /** The lower half of such a number has zeros for most bits, but the first ones. */
  @Test
  void tellsFloat64ThatWasFloat32() {
    ByteBuffer file = buffer(8 * 160);
    ByteBuffer floats = ByteBuffer.wrap(float32(160, 0.5)).order(ByteOrder.LITTLE_ENDIAN);
    while (file.hasRemaining()) {
      file.putDouble(floats.getFloat());
    }
    assertEquals(
        "160 raw numbers without names and shapes, which look like float64",
        RawNumbers.describe(file.array()));
  }

  @Test
  void takesSixteenNumbersAndMore() {
    assertEquals(
        "16 raw numbers without names and shapes, which look like float32",
        RawNumbers.describe(float32(16, 0.5)));
    assertNull(RawNumbers.describe(float32(15, 0.5)));
  }

  @Test
  void takesZerosBesideOtherNumbers() {
    ByteBuffer file = buffer(4 * 160).putFloat(0.25f);
    assertEquals(
        "160 raw numbers without names and shapes, which look like float32",
        RawNumbers.describe(file.array()));
  }

  @Test
  void takesNoZerosAlone() {
    assertNull(RawNumbers.describe(new byte[640]));
  }

  @Test
  void takesNoOtherLength() {
    assertNull(RawNumbers.describe(Arrays.copyOf(float32(160, 0.5), 4 * 160 - 1)));
  }

  @Test
  void takesNumbersUpToAMillion() {
    assertEquals(
        "160 raw numbers without names and shapes, which look like float32",
        RawNumbers.describe(float32(160, -1e6)));
    assertNull(RawNumbers.describe(float32(160, -1.1e6)));
    assertNull(RawNumbers.describe(float32(160, Double.NaN)));
  }

  @Test
  void takesFewTinyNumbers() {
    byte[] tenth = float32(176, 0.5);
    for (int i = 0; i < 16; i++) {
      ByteBuffer.wrap(tenth).order(ByteOrder.LITTLE_ENDIAN).putFloat(44 * i, 1e-20f);
    }
    assertEquals(
        "176 raw numbers without names and shapes, which look like float32",
        RawNumbers.describe(tenth));
    ByteBuffer.wrap(tenth).order(ByteOrder.LITTLE_ENDIAN).putFloat(4, 1e-20f);
    assertNull(RawNumbers.describe(tenth));
  }

  @Test
  void takesNoText() {
    assertNull(RawNumbers.describe("(lp0\nF0.25\naF".repeat(20).getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void takesNoPickle() {
    byte[] pickle = new PickledNetwork().matrix("W1", new double[100][100]).bytes();
    for (int length = 64; length < pickle.length; length += 404) {
      assertNull(RawNumbers.describe(Arrays.copyOf(pickle, length)));
    }
  }
}
