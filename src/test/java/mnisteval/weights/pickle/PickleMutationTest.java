package mnisteval.weights.pickle;

import static mnisteval.weights.pickle.PickleBytes.fixture;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import mnisteval.Mutations;
import mnisteval.weights.array.FormatException;
import mnisteval.weights.array.NdArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever the bytes are, the answer is arrays whose elements can be read, or one line that says
 * what is wrong. Any other exception or error fails the test that meets it.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
final class PickleMutationTest {
  private static final int MUTATIONS = 3000;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "numpy1-protocol0-f4.pkl",
        "numpy2-protocol2-odd-shapes.pkl",
        "numpy2-protocol4-extras.pkl",
        "numpy2-protocol4-scalars.pkl",
        "numpy2-protocol5-extras.pkl",
        "numpy2-protocol5-permuted-axes.pkl",
        "numpy2-structured.pkl",
        "python2-protocol0-extras.pkl",
        "python2-protocol2-ordered-dict.pkl"
      })
  void survivesMutations(String file) {
    byte[] whole = fixture(file);
    Random random = new Random(file.hashCode());
    int refused = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      refused += refuses(Mutations.of(whole, random)) ? 1 : 0;
    }
    assertTrue(refused > MUTATIONS / 10, refused + " refused");
  }

  @Test
  void survivesRandomBytes() {
    Random random = new Random(20);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[random.nextInt(60)];
      random.nextBytes(bytes);
      assertTrue(refuses(bytes) || bytes.length > 1);
    }
  }

  /** Opcodes alone, and a few bytes for their arguments, go deeper than random bytes do. */
  @Test
  void survivesRandomOpcodes() {
    String likely = "(((}}]]NKKUUCCq0h0.tdleasubR)\205\206\207\210\211\214\217\220\221\223\224";
    Random random = new Random(5);
    for (int i = 0; i < 50_000; i++) {
      byte[] bytes = new byte[1 + random.nextInt(40)];
      for (int j = 0; j < bytes.length; j++) {
        boolean opcode = random.nextInt(4) > 0;
        bytes[j] =
            (byte) (opcode ? likely.charAt(random.nextInt(likely.length())) : random.nextInt(4));
      }
      refuses(bytes);
    }
  }

  /** Whether the reader refuses the bytes; either way its answer must be a proper one. */
  private static boolean refuses(byte[] bytes) {
    try {
      Map<String, NdArray> arrays = PickleReader.read(bytes).arrays();
      for (NdArray array : arrays.values()) {
        assertEquals(array.size(), array.elements().length);
        if (array.rank() == 2 && array.size() > 0) {
          assertEquals(array.shape()[0], array.matrix().length);
        }
      }
      return false;
    } catch (FormatException e) {
      String message = e.getMessage();
      assertTrue(message.length() < 250, message);
      assertFalse(message.chars().anyMatch(Character::isISOControl), message);
      return true;
    }
  }
}
